package lantian.deploy.bench;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The runs of one shape against one server (一种负载的结果).
 *
 * @param what server and shape in words
 * @param policy answer policy
 * @param runs the runs that count
 * @param repeated runs that were thrown away because others used the machine
 * @param unsent packets of an open loop that were due and could not be sent
 */
record Measured(String what, String policy, List<Run> runs, int repeated, long unsent) {
  Measured {
    runs = List.copyOf(runs);
  }

  /** The same with packets that could not be sent. */
  Measured without(long packets) {
    return new Measured(what, policy, runs, repeated, packets);
  }

  double least(ToDoubleFunction<Run> figure) {
    return runs.stream().mapToDouble(figure).min().orElse(Double.NaN);
  }

  double greatest(ToDoubleFunction<Run> figure) {
    return runs.stream().mapToDouble(figure).max().orElse(Double.NaN);
  }

  /** The middle one; the lower of two. */
  double median(ToDoubleFunction<Run> figure) {
    return runs.stream()
        .sorted(Comparator.comparingDouble(figure))
        .skip((runs.size() - 1) / 2)
        .mapToDouble(figure)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** About how many packets the runs had, of so many seconds each. */
  long acknowledged(long seconds) {
    return (long) (runs.stream().mapToDouble(Run::perSecond).sum() * seconds);
  }

  long faults() {
    return runs.stream().mapToLong(Run::faults).sum();
  }
}

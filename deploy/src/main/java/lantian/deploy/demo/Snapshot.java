package lantian.deploy.demo;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import lantian.deploy.simulate.wire.StreamBody;

/** What a vehicle network last said of each parameter, by source (总线快照). */
final class Snapshot {
  private static final double FRESH_S = 2;

  /** When and what. */
  private record Said(double seconds, long word) {}

  private final Map<Parameter, TreeMap<Integer, Said>> said = new EnumMap<>(Parameter.class);

  void take(CanFrame frame) {
    for (Parameter parameter : Parameter.all()) {
      if (parameter.in(frame)) {
        said.computeIfAbsent(parameter, _ -> new TreeMap<>())
            .put(frame.source(), new Said(frame.seconds(), parameter.word(frame)));
      }
    }
  }

  /**
   * The stream's body at this time: of each parameter the first source, by address, that has a
   * value; if none has, the first source's code. What is older than two seconds is left out.
   */
  byte[] body(double seconds) {
    StreamBody body = new StreamBody().withoutPosition();
    said.forEach((parameter, bySource) -> {
      Said best = null;
      for (Said each : bySource.values()) {
        boolean fresh = seconds - each.seconds() <= FRESH_S;
        boolean better = best == null || !parameter.value(best.word());
        if (fresh && better && (best == null || parameter.value(each.word()))) {
          best = each;
        }
      }
      if (best != null) {
        body.word(parameter.slot(), best.word());
      }
    });
    return body.bytes();
  }
}

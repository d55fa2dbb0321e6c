package lantian.deploy.bench;

import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import lantian.deploy.bench.score.Recorded;
import lantian.deploy.bench.score.RecordedSpeeds;
import lantian.deploy.bench.score.Spread;
import lantian.obd.packet.Signal;

/** The world's values beside those of recorded trucks (与实测对照). */
final class WorldFigures {
  private WorldFigures() {}

  /** A row of the comparison. */
  record Row(
      Spread.Operation operation,
      String signal,
      String unit,
      double p5,
      double p50,
      double p95,
      double low,
      double high) {
    String cells() {
      return String.format(
          Locale.ROOT,
          "%s | %s | %.1f | %.1f | %.1f | %.1f – %.1f | %s",
          operation == Spread.Operation.MOVING ? "28–55 km/h, warm" : "long idle",
          signal + " (" + unit + ")",
          p5,
          p50,
          p95,
          low,
          high,
          embraces());
    }

    private String embraces() {
      if (high < p5 || low > p95) {
        return "outside";
      }
      return low >= p5 && high <= p95 ? "inside" : "in part";
    }
  }

  static void print(Report report, Spread spread) {
    report.heading("The world beside recorded trucks");
    report.fact(
        "recorded: one truck driving at 84 kPa for 30 s, one idling for 127 s, both with a particulate"
            + " filter and SCR; values of honest China VI trucks of the world as p5, p50, p95");
    report.grid(
        "operation | signal | p5 | p50 | p95 | recorded | recorded range against p5–p95",
        Recorded.ALL.stream()
            .map(recorded ->
                new Row(
                    recorded.operation(),
                    recorded.signal().key(),
                    recorded.signal().unit(),
                    spread.quantile(recorded.operation(), recorded.signal(), 0.05),
                    spread.quantile(recorded.operation(), recorded.signal(), 0.5),
                    spread.quantile(recorded.operation(), recorded.signal(), 0.95),
                    recorded.low(),
                    recorded.high()))
            .toList(),
        Row::cells);
    RecordedSpeeds speeds = RecordedSpeeds.read();
    report.fact(
        "speed in km/h, all seconds with the engine on, p5 / p25 / p50 / p75 / p95: world %s;"
            + " %,d recorded seconds of Chinese trucks %s",
        quantiles(q -> spread.quantile(Spread.Operation.ALL, Signal.SPEED, q)),
        speeds.seconds(),
        quantiles(speeds::quantile));
  }

  private static String quantiles(DoubleUnaryOperator at) {
    return DoubleStream.of(0.05, 0.25, 0.5, 0.75, 0.95)
        .mapToObj(q -> String.format(Locale.ROOT, "%.0f", at.applyAsDouble(q)))
        .collect(Collectors.joining(" / "));
  }
}

package lantian.deploy.bench;

import java.util.Locale;
import lantian.deploy.bench.score.Recorded;
import lantian.deploy.bench.score.Spread;

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
            .map(
                recorded ->
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
  }
}

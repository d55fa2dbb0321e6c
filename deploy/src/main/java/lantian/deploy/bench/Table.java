package lantian.deploy.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Measured shapes as a Markdown table, so that it can be pasted into a page (结果表). */
final class Table {
  private static final String HEADER =
      """
      | server and shape | policy | acked packets/s min / **med** / max \
      | CPU-ms per 1 k: server | mongod | generator | p50 ms | p99 ms | RSS MB server / mongod \
      | others' cores | disturbed | faults | unsent |
      |---|---|---|---|---|---|---|---|---|---|---|---|---|
      """;

  private Table() {}

  static String of(List<Measured> all) {
    StringBuilder out = new StringBuilder(HEADER);
    for (Measured one : all) {
      out.append("| ").append(one.what()).append(" | ").append(one.policy());
      out.append(" | ").append(spread(one, Run::perSecond, "%,.0f"));
      out.append(" | ").append(spread(one, Run::serverMs, "%.1f"));
      out.append(" | ").append(spread(one, Run::mongodMs, "%.1f"));
      out.append(" | ").append(number(one.median(Run::generatorMs), "%.1f"));
      out.append(" | ").append(number(one.median(Run::p50), "%.2f"));
      out.append(" | ").append(number(one.median(Run::p99), "%.2f"));
      out.append(" | ").append(number(one.greatest(Run::serverMegabytes), "%.0f"));
      out.append(" / ").append(number(one.greatest(Run::mongodMegabytes), "%.0f"));
      out.append(" | ").append(number(one.least(Run::others), "%.2f"));
      out.append("–").append(number(one.greatest(Run::others), "%.2f"));
      out.append(" | ").append(one.repeated());
      out.append(" | ").append(one.faults());
      out.append(" | ").append(one.unsent()).append(" |\n");
    }
    return out.toString();
  }

  private static String spread(Measured one, ToDoubleFunction<Run> figure, String form) {
    return number(one.least(figure), form)
        + " / **"
        + number(one.median(figure), form)
        + "** / "
        + number(one.greatest(figure), form);
  }

  private static String number(double value, String form) {
    return String.format(Locale.ROOT, form, value);
  }
}

package lantian.deploy.bench;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What one core does with bytes in memory (内存中速度): decoding and judging, reading apart. */
final class MemoryFigures {
  private static final int VEHICLES = 16;
  private static final int HOURS = 6;
  private static final long CITY_DAY = 50_000L * 8 * 3_600;

  private MemoryFigures() {}

  static void measure(Payload payload, double seconds, Report report) {
    report.heading("In memory, one core");
    report.doing("decoding and judging in memory");
    double decode = new DecodeSpeed(payload).nanosPerSample(seconds);
    report.fact("decoding a unit and its 19 words: %.0f ns a sample", decode);
    judging(payload, seconds, report);
  }

  /** How fast rules are stepped, which of them takes how much, and what a city's day would take. */
  static void judging(Payload payload, double seconds, Report report) {
    JudgeSpeed.Figures judged = new JudgeSpeed(payload, VEHICLES, HOURS, seconds).measure();
    report.fact(
        "judging (decode, merge, step, all rules): %,.0f samples/s; of it reading %.0f ns a sample",
        judged.samplesPerSecond(), judged.readNanos());
    report.fact(
        "each rule alone, beyond reading and a judge without rules: %s", rules(judged.ruleNanos()));
    report.fact(
        "columns of a chunk before compression: %.1f bytes a sample", judged.bytesPerSample());
    int cores = Runtime.getRuntime().availableProcessors();
    report.fact(
        "extrapolated: a city-day of 50,000 trucks × 8 h (%,d million samples) is judged again in"
            + " %.0f minutes on %d cores",
        CITY_DAY / 1_000_000, CITY_DAY / judged.samplesPerSecond() / cores / 60, cores);
    report.atLeast("samples judged per second and core", 1e6, judged.samplesPerSecond(), "%,.0f");
  }

  private static String rules(Map<String, Double> nanos) {
    return nanos.entrySet().stream()
        .map(rule -> String.format(Locale.ROOT, "%s %.0f ns", rule.getKey(), rule.getValue()))
        .collect(Collectors.joining(", "));
  }
}

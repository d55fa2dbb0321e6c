package lantian.deploy.command;

import java.time.Instant;
import java.util.Objects;
import lantian.deploy.console.Failure;
import lantian.proto.CityTime;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** City days that a command is about (日期范围), as {@link CityTime#dayNumber} counts them. */
final class DayRange {
  @Option(
      names = "--from",
      paramLabel = "DAY",
      required = true,
      description = "First day that is looked at, +08:00.")
  private @Nullable Moment from;

  @Option(
      names = "--to",
      paramLabel = "DAY",
      required = true,
      description = "First day that is not looked at any more.")
  private @Nullable Moment to;

  /** Refuses one without a day in it. */
  void check() {
    if (behind() <= first()) {
      throw Failure.usage("--to must be a day after --from");
    }
  }

  /** The first day. */
  int first() {
    return day(from);
  }

  /** The day behind the last one. */
  int behind() {
    return day(to);
  }

  /** When the first day begins. */
  Instant begins() {
    return Instant.ofEpochSecond(CityTime.startOf(first()));
  }

  /** When the last day is over. */
  Instant ends() {
    return Instant.ofEpochSecond(CityTime.startOf(behind()));
  }

  private static int day(@Nullable Moment moment) {
    return CityTime.dayNumber(Objects.requireNonNull(moment).at().getEpochSecond());
  }
}

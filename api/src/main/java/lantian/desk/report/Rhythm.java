package lantian.desk.report;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import lantian.proto.CityTime;

/**
 * When a report is due (报表周期), in +08:00. It tells of whole days: what lies between the day on
 * which it was due before and the day on which it is due.
 *
 * @param kind how often
 * @param at time of the day
 * @param day weekly 1 (Monday) to 7, monthly 1 to 28, so that every month has it; daily 1
 */
public record Rhythm(Kind kind, LocalTime at, int day) {
  /** How often a report is due. */
  public enum Kind {
    DAILY("日报", "daily", 1),
    WEEKLY("周报", "weekly", 7),
    MONTHLY("月报", "monthly", 28);

    private final String zh;
    private final String en;
    private final int last;

    Kind(String zh, String en, int last) {
      this.zh = zh;
      this.en = en;
      this.last = last;
    }

    /** The Chinese words. */
    public String zh() {
      return zh;
    }

    /** The English words. */
    public String en() {
      return en;
    }

    /** The last day that may be named. */
    public int last() {
      return last;
    }
  }

  /** Refuses days that there are not. */
  public Rhythm {
    if (day < 1 || day > kind.last()) {
      throw new IllegalArgumentException("day 1 to " + kind.last());
    }
  }

  /** The first time after a moment at which it is due. */
  public Instant after(Instant moment) {
    LocalDate day = dueOn(CityTime.day(moment));
    while (!due(day).isAfter(moment)) {
      day = next(day);
    }
    return due(day);
  }

  /** The last time up to a moment at which it is due, if it was due {@code first}. */
  public Instant lastUpTo(Instant moment, Instant first) {
    Instant last = first;
    for (Instant next = after(last); !next.isAfter(moment); next = after(last)) {
      last = next;
    }
    return last;
  }

  /** First moment that a report tells of which is due then. */
  public Instant from(Instant due) {
    LocalDate day = CityTime.day(due);
    LocalDate before =
        switch (kind) {
          case DAILY -> day.minusDays(1);
          case WEEKLY -> day.minusWeeks(1);
          case MONTHLY -> day.minusMonths(1);
        };
    return start(before);
  }

  /** First moment behind what a report tells of which is due then. */
  public Instant to(Instant due) {
    return start(CityTime.day(due));
  }

  /** The first day from this one on, as far as days go. */
  private LocalDate dueOn(LocalDate from) {
    return switch (kind) {
      case DAILY -> from;
      case WEEKLY ->
          from.with(DayOfWeek.of(day)).isBefore(from)
              ? from.with(DayOfWeek.of(day)).plusWeeks(1)
              : from.with(DayOfWeek.of(day));
      case MONTHLY ->
          from.getDayOfMonth() > day
              ? from.withDayOfMonth(day).plusMonths(1)
              : from.withDayOfMonth(day);
    };
  }

  private LocalDate next(LocalDate due) {
    return switch (kind) {
      case DAILY -> due.plusDays(1);
      case WEEKLY -> due.plusWeeks(1);
      case MONTHLY -> due.plusMonths(1);
    };
  }

  private Instant due(LocalDate on) {
    return on.atTime(at).toInstant(CityTime.ZONE);
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay().toInstant(CityTime.ZONE);
  }
}

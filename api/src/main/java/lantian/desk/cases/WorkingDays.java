package lantian.desk.cases;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Working days (工作日) of the years a calendar file is there for, with holidays and moved working
 * days (调休). Of other years Monday to Friday, and the answer says so.
 */
public final class WorkingDays {
  private final Map<Integer, Year> years = new TreeMap<>();

  /**
   * The calendar of a year (年历).
   *
   * @param year which
   * @param source where it is from
   * @param verified true if somebody compared it with the notice
   * @param holidays days off beside Saturday and Sunday, by day
   * @param workdays Saturdays and Sundays that are worked
   */
  public record Year(
      int year,
      String source,
      boolean verified,
      Map<LocalDate, String> holidays,
      List<LocalDate> workdays) {}

  /**
   * A day found by counting.
   *
   * @param day which
   * @param known false if a year without a calendar was passed
   */
  public record Counted(LocalDate day, boolean known) {}

  /** Those of these calendars. */
  public WorkingDays(Collection<Year> calendars) {
    for (Year year : calendars) {
      years.put(year.year(), year);
    }
  }

  /** Those of the calendar files of these years that ship with the desk. */
  static WorkingDays builtIn(List<Integer> years) {
    return new WorkingDays(
        years.stream()
            .map(year -> "calendar-" + year + ".yaml")
            .map(file -> read(file, Branch.resource(file)))
            .toList());
  }

  static Year read(String file, String text) {
    Branch root = Branch.root(file, text);
    int year = root.number("year");
    Map<LocalDate, String> holidays = new TreeMap<>();
    for (Branch row : root.branches("holidays")) {
      LocalDate from = row.day("from");
      LocalDate to = row.day("to");
      String name = row.text("zh");
      row.done();
      if (to.isBefore(from) || from.getYear() != year || to.getYear() != year) {
        throw row.fault("the holiday is not within the year");
      }
      from.datesUntil(to.plusDays(1)).forEach(day -> holidays.put(day, name));
    }
    List<LocalDate> workdays = root.days("workdays");
    for (LocalDate day : workdays) {
      if (day.getYear() != year || !weekend(day) || holidays.containsKey(day)) {
        throw root.fault(day + " can't be a working day moved to a weekend");
      }
    }
    Year read = new Year(year, root.text("source"), root.decided("verified"), holidays, workdays);
    root.done();
    return read;
  }

  /** The calendars there are, by year. */
  public List<Year> years() {
    return List.copyOf(years.values());
  }

  /** True if there is a calendar of the day's year. */
  public boolean known(LocalDate day) {
    return years.containsKey(day.getYear());
  }

  /** True if the day is worked. */
  public boolean working(LocalDate day) {
    Year year = years.get(day.getYear());
    if (year == null) {
      return !weekend(day);
    }
    return year.workdays().contains(day) || (!weekend(day) && !year.holidays().containsKey(day));
  }

  /** The n-th working day after a day; the day itself does not count. */
  public Counted after(LocalDate day, int n) {
    LocalDate at = day;
    boolean known = true;
    for (int left = n; left > 0; ) {
      at = at.plusDays(1);
      known &= known(at);
      if (working(at)) {
        left--;
      }
    }
    return new Counted(at, known);
  }

  private static boolean weekend(LocalDate day) {
    return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
  }
}

package lantian.desk.fence;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A fence (电子围栏). Its shape and its first day never change: another shape is another fence, so that
 * what was inside on a day can be told later.
 *
 * @param id opaque id
 * @param name as people call it
 * @param kind what it is for
 * @param from first day (+08:00) on which it holds
 * @param until last day, null while it has no end
 * @param shape where it is
 * @param version counts its changes
 */
public record Fence(
    String id,
    String name,
    Kind kind,
    LocalDate from,
    @Nullable LocalDate until,
    Shape shape,
    long version) {
  /** What a fence is for (围栏种类). */
  public enum Kind {
    /** Old diesel trucks are restricted here (低排放控制区). */
    LOW_EMISSION("低排放控制区"),
    /** Berths and yards (港区). */
    PORT("港区"),
    /** A county or town (行政区域). */
    DISTRICT("行政区域"),
    /** A factory, depot or building site (企业场站). */
    SITE("企业场站"),
    /** Anything else (其他). */
    OTHER("其他");

    private final String zh;

    Kind(String zh) {
      this.zh = zh;
    }

    /** The Chinese words. */
    public String zh() {
      return zh;
    }
  }

  /** True if it holds on a day. */
  public boolean holdsOn(LocalDate day) {
    return !day.isBefore(from) && (until == null || !day.isAfter(until));
  }
}

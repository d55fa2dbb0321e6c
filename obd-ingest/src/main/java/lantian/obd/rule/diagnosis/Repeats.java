package lantian.obd.rule.diagnosis;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import lantian.obd.rule.Episode;
import lantian.obd.rule.Findings;
import org.jspecify.annotations.Nullable;

/**
 * Events that say nothing once, and are told when enough of them lie within some time (反复事件). What
 * is told goes on until as much time passes without another.
 *
 * @param events the latest that nothing was told of yet, at most {@link #MOST}, in order
 * @param told what was told, null before
 * @param now its figures by now, null before
 */
record Repeats(List<Event> events, @Nullable Episode told, @Nullable Episode now) {
  static final Repeats NONE = new Repeats(List.of(), null, null);

  /** Greatest number of events that a limit may ask for. */
  static final int MOST = 8;

  /** When it happened, and whether all items it rests on are verified. */
  record Event(long second, boolean verified) {}

  /**
   * Limits.
   *
   * @param count number of events that is told
   * @param seconds time in which they have to lie
   */
  record Limits(int count, long seconds) {}

  /** At an item: closes what was told if it is over. */
  Repeats at(long second, Limits limits, Findings out) {
    Episode figures = now;
    if (figures == null || second - figures.last() <= limits.seconds) {
      return this;
    }
    out.close(figures);
    return NONE;
  }

  /** After one more event. */
  Repeats add(Event event, Limits limits, Findings out) {
    Episode figures = now;
    if (figures != null) {
      return new Repeats(events, told, more(figures, event));
    }
    List<Event> near = new ArrayList<>();
    for (Event one : events) {
      if (event.second - one.second <= limits.seconds) {
        near.add(one);
      }
    }
    near.add(event);
    if (near.size() < limits.count) {
      return new Repeats(List.copyOf(near), null, null);
    }
    long start = near.getFirst().second;
    Episode first =
        new Episode(
            out.ruleSet(),
            start,
            event.second,
            event.second,
            near.size() * 1000L,
            near.size() * 1000L,
            limits.count * 1000L,
            event.second - start,
            near.stream().allMatch(Event::verified));
    out.open(first);
    return new Repeats(List.of(), first, first);
  }

  private static Episode more(Episode was, Event event) {
    return new Episode(
        was.ruleSet(),
        was.start(),
        event.second,
        was.peakAt(),
        was.measured() + 1000,
        was.peak() + 1000,
        was.limit(),
        event.second - was.start(),
        was.verified() && event.verified);
  }

  void write(ByteBuffer out) {
    out.put((byte) events.size());
    for (Event event : events) {
      out.putLong(event.second).put((byte) (event.verified ? 1 : 0));
    }
    Episode.write(told, out);
    Episode.write(now, out);
  }

  static Repeats read(ByteBuffer in) {
    List<Event> events = new ArrayList<>();
    for (int left = in.get() & 0xFF; left > 0; left--) {
      events.add(new Event(in.getLong(), in.get() != 0));
    }
    return new Repeats(List.copyOf(events), Episode.read(in), Episode.read(in));
  }
}

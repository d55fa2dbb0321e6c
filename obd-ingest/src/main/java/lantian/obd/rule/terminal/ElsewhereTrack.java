package lantian.obd.rule.terminal;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Where a vehicle is, and where it seems to be (定位轨迹).
 *
 * @param from second since which the receiver has had positions without a gap, −1 if never
 * @param seen second of the last position looked at
 * @param here last position that is believed, null before the first
 * @param first first one elsewhere, null if there is none
 * @param last last one elsewhere, null if there is none
 */
public record ElsewhereTrack(
    long from,
    long seen,
    @Nullable MeteredFix here,
    @Nullable MeteredFix first,
    @Nullable MeteredFix last) {
  static final ElsewhereTrack NONE = new ElsewhereTrack(-1, -1, null, null, null);

  /** Second since which there has been no gap, if the next position is of this one. */
  long since(long now, ElsewhereLimits limits) {
    return seen >= 0 && now - seen <= limits.gapSeconds() ? from : now;
  }

  /** With a position too soon after a gap to be believed. */
  ElsewhereTrack unsettled(long since, long now) {
    return new ElsewhereTrack(since, now, here, first, last);
  }

  /**
   * With one more position that may be believed. One elsewhere is believed only once it lasted,
   * even if the vehicle can have been carried there: it may be a leap that the rest before it
   * hides.
   */
  ElsewhereTrack with(MeteredFix fix, long since, ElsewhereLimits limits) {
    long now = fix.second();
    if (here == null || !limits.counts(last == null ? here : last, fix)) {
      return new ElsewhereTrack(since, now, fix, null, null);
    }
    if (here.isAt(fix)) {
      // a stale position may be from before the vehicle was carried: it keeps its second
      return new ElsewhereTrack(since, now, here, null, null);
    }
    if (limits.driven(here, fix)) {
      return new ElsewhereTrack(since, now, fix, null, null);
    }
    if (first == null || last == null || !limits.driven(last, fix)) {
      return new ElsewhereTrack(since, now, here, fix, fix);
    }
    return limits.lasts(first, fix)
        ? new ElsewhereTrack(since, now, fix, null, null)
        : new ElsewhereTrack(since, now, here, first, last.then(fix));
  }

  /** What a position completes, null if nothing. */
  @Nullable Occurrence completed(MeteredFix fix, ElsewhereLimits limits) {
    if (here == null || first == null || last == null) {
      return null;
    }
    boolean there = limits.counts(last, fix) && limits.driven(last, fix);
    if (!there
        || limits.driven(here, fix)
        || !limits.lasts(first, fix)
        || limits.carried(here, first)) {
      return null;
    }
    boolean verified = here.verified() && last.verified() && fix.verified();
    return new Occurrence.Happened(first.second(), fix.second(), here.metres(first), verified);
  }

  void write(ByteBuffer out) {
    out.putLong(from).putLong(seen);
    MeteredFix.write(here, out);
    MeteredFix.write(first, out);
    MeteredFix.write(last, out);
  }

  static ElsewhereTrack read(ByteBuffer in) {
    return new ElsewhereTrack(
        in.getLong(), in.getLong(), MeteredFix.read(in), MeteredFix.read(in), MeteredFix.read(in));
  }
}

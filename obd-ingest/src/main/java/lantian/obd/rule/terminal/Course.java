package lantian.obd.rule.terminal;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Where a vehicle is and where it has been (行迹).
 *
 * @param here last position looked at, null before the first
 * @param next odometer from which on the next place is looked for
 * @param places where it has been
 * @param verified true if all of it rests on verified items
 * @param shift what a leap could mean, null if there was none
 */
public record Course(
    @Nullable MeteredFix here,
    long next,
    Milestones places,
    boolean verified,
    @Nullable Shift shift) {
  static final Course NONE = new Course(null, 0, Milestones.NONE, true, null);

  /** The course that begins with a position. */
  static Course from(MeteredFix fix) {
    return new Course(fix, fix.odometer(), Milestones.NONE, fix.verified(), null);
  }

  /** With one more position. */
  Course with(MeteredFix fix, ShiftedLimits limits) {
    if (here == null || !here.counts(fix, limits.mostKmh())) {
      return from(fix);
    }
    if (shift == null) {
      return limits.driven(here, fix) ? noted(fix, limits) : leapt(fix, limits);
    }
    if (!limits.driven(here, fix)) {
      // back where it was: the leap was none, or is over
      return limits.driven(shift.back(here), fix) ? noted(fix, limits) : from(fix);
    }
    Shift on = grown(fix, limits);
    return on == null || on.over(fix, limits) || on.told(fix, limits)
        ? from(fix)
        : new Course(fix, next, places, verified && fix.verified(), on);
  }

  /** What the assumption becomes with a position, null if that does not go on from the last. */
  @Nullable Shift grown(MeteredFix fix, ShiftedLimits limits) {
    return here == null
            || shift == null
            || !here.counts(fix, limits.mostKmh())
            || !limits.driven(here, fix)
        ? null
        : shift.with(fix, fix.odometer() - here.odometer(), places, limits);
  }

  private Course leapt(MeteredFix fix, ShiftedLimits limits) {
    MeteredFix was = here == null ? fix : here;
    boolean stood = fix.odometer() - was.odometer() <= limits.stillRaw();
    return stood && limits.enough(places.size())
        ? new Course(fix, next, places, verified && fix.verified(), Shift.of(was, fix))
        : from(fix);
  }

  private Course noted(MeteredFix fix, ShiftedLimits limits) {
    boolean proven = verified && fix.verified();
    long odometer = fix.odometer();
    if (odometer < next) {
      return new Course(fix, next, places, proven, null);
    }
    if (places.near(fix.longitude(), fix.latitude(), limits.apartMetres()) >= 0) {
      return new Course(fix, odometer + limits.againRaw(), places, proven, null);
    }
    Milestones more = places.with(fix.longitude(), fix.latitude());
    return new Course(fix, odometer + limits.apartRaw(), more, proven, null);
  }

  void write(ByteBuffer out) {
    MeteredFix.write(here, out);
    out.putLong(next).put((byte) (verified ? 1 : 0));
    places.write(out);
    Shift.write(shift, out);
  }

  static Course read(ByteBuffer in) {
    MeteredFix here = MeteredFix.read(in);
    long next = in.getLong();
    boolean verified = in.get() != 0;
    Milestones places = Milestones.read(in);
    return new Course(here, next, places, verified, Shift.read(in, places.size()));
  }
}

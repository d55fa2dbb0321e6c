package lantian.obd.rule.terminal;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Places that a vehicle has been at, well apart from each other, the oldest first (途经点). Each is
 * kept in thousandths of a degree from a first one, half a block's length at most beside where it
 * was. Immutable.
 */
public final class Milestones {
  /** So many are kept. */
  static final int MOST = 80;

  /** No place yet. */
  static final Milestones NONE = new Milestones(0, 0, new short[0]);

  private static final int STEP = 1000;

  /** Farthest from the first place on either axis, thousandths of a degree. */
  private static final int REACH = 32_000;

  private final int longitude;
  private final int latitude;

  /** East and north of the first place, in turn. */
  private final short[] offsets;

  private Milestones(int longitude, int latitude, short[] offsets) {
    this.longitude = longitude;
    this.latitude = latitude;
    this.offsets = offsets;
  }

  int size() {
    return offsets.length / 2;
  }

  /** Microdegrees. */
  long longitude(int place) {
    return (long) (longitude + offsets[2 * place]) * STEP;
  }

  /** Microdegrees. */
  long latitude(int place) {
    return (long) (latitude + offsets[2 * place + 1]) * STEP;
  }

  /** The oldest place no further from a position than so many metres, −1 if there is none. */
  int near(long east, long north, long metres) {
    for (int i = 0; i < offsets.length / 2; i++) {
      long there = latitude(i);
      // a microdegree of latitude is more than a tenth of a metre, so that most need no root
      if (Math.abs(there - north) <= metres * 10
          && Place.metres(east, north, longitude(i), there) <= metres) {
        return i;
      }
    }
    return -1;
  }

  /** With one more, without the oldest if there is no room; one too far away begins anew. */
  Milestones with(long east, long north) {
    int x = Math.toIntExact(Math.floorDiv(east + STEP / 2, STEP));
    int y = Math.toIntExact(Math.floorDiv(north + STEP / 2, STEP));
    boolean far = Math.abs(x - longitude) > REACH || Math.abs(y - latitude) > REACH;
    if (offsets.length == 0 || far) {
      return new Milestones(x, y, new short[2]);
    }
    int dropped = size() == MOST ? 2 : 0;
    short[] more = Arrays.copyOfRange(offsets, dropped, Math.min(offsets.length, 2 * MOST) + 2);
    more[more.length - 2] = (short) (x - longitude);
    more[more.length - 1] = (short) (y - latitude);
    return new Milestones(longitude, latitude, more);
  }

  void write(ByteBuffer out) {
    out.putInt(longitude).putInt(latitude).put((byte) size());
    for (short offset : offsets) {
      out.putShort(offset);
    }
  }

  static Milestones read(ByteBuffer in) {
    int longitude = in.getInt();
    int latitude = in.getInt();
    int size = in.get();
    if (size < 0 || size > MOST || Math.abs((long) latitude) > 91_000) {
      throw new IllegalArgumentException("a memory of " + size + " places");
    }
    short[] offsets = new short[2 * size];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = in.getShort();
    }
    return new Milestones(longitude, latitude, offsets);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Milestones that
        && longitude == that.longitude
        && latitude == that.latitude
        && Arrays.equals(offsets, that.offsets);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * longitude + latitude) + Arrays.hashCode(offsets);
  }

  @Override
  public String toString() {
    return "Milestones[" + longitude + ", " + latitude + ", " + Arrays.toString(offsets) + "]";
  }
}

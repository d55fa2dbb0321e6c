package lantian.deploy.simulate.wire;

import java.util.Arrays;

/**
 * The body of one second's stream item (info type 0x02, 37 bytes). A field that was never set goes
 * out as "not available" (all ones).
 */
public final class StreamBody {
  /** Length of the body in bytes. */
  public static final int LENGTH = 37;

  private final byte[] bytes = new byte[LENGTH];

  /** A body without any value. */
  public StreamBody() {
    Arrays.fill(bytes, (byte) 0xFF);
  }

  /** Sets a field from its physical value; NaN means not available. */
  public StreamBody set(Slot slot, double value) {
    return word(slot, slot.word(value));
  }

  /** Sets a field to a raw word, whatever it means: recordings go through unchanged. */
  public StreamBody word(Slot slot, long word) {
    for (int i = 0; i < slot.width(); i++) {
      bytes[slot.at() + i] = (byte) (word >>> (8 * (slot.width() - 1 - i)));
    }
    return this;
  }

  /** Physical value of a field, NaN if it carries none. */
  public double value(Slot slot) {
    long word = 0;
    for (int i = 0; i < slot.width(); i++) {
      word = (word << 8) | (bytes[slot.at() + i] & 0xFF);
    }
    return slot.value(word);
  }

  /** A valid position, north and east, in degrees WGS-84. */
  public StreamBody position(double longitude, double latitude) {
    return word(Slot.LOCATION_STATE, 0)
        .set(Slot.LONGITUDE_DEG, longitude)
        .set(Slot.LATITUDE_DEG, latitude);
  }

  /** No valid position; the last known one, if there was any, stays in the coordinates. */
  public StreamBody withoutPosition() {
    return word(Slot.LOCATION_STATE, 1);
  }

  /** A copy of the 37 bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }
}

package lantian.obd.chunk;

import java.util.Arrays;
import lantian.obd.packet.Bytes;
import lantian.obd.packet.Field;
import lantian.obd.packet.Signal;

/**
 * The words of a body by the signals they carry, taken out once for all who ask (数据项原始值). A signal
 * has its place in the stream body as its number.
 */
final class SignalWords {
  private static final Signal[] SIGNALS = Signal.values();
  private static final int[] BYTES = places(1);
  private static final int[] SHORTS = places(2);
  private static final int[] INTS = places(4);
  private static final long[] GREATEST = new long[Signal.SIZE];
  private static final long[] SATURATED = new long[Signal.SIZE];

  static {
    for (Signal signal : Signal.values()) {
      GREATEST[signal.at()] = signal.word().greatestValid();
      SATURATED[signal.at()] = signal.word().saturated();
    }
  }

  private final long[] raws = new long[Signal.SIZE];
  private long usable;
  private long saturated;

  private static int[] places(int width) {
    return Arrays.stream(Signal.values())
        .filter(signal -> signal.width() == width)
        .mapToInt(Signal::at)
        .toArray();
  }

  /** Takes the words of a stream body. */
  void stream(byte[] bytes, int offset) {
    for (int at : BYTES) {
      raws[at] = bytes[offset + at] & 0xFF;
    }
    for (int at : SHORTS) {
      raws[at] = Bytes.u16(bytes, offset + at);
    }
    for (int at : INTS) {
      raws[at] = Bytes.u32(bytes, offset + at);
    }
    long good = 0;
    long full = 0;
    for (Signal signal : SIGNALS) {
      int at = signal.at();
      good |= raws[at] <= GREATEST[at] ? 1L << at : 0;
      full |= raws[at] == SATURATED[at] ? 1L << at : 0;
    }
    usable = good;
    saturated = full;
  }

  /** Forgets all: a body that carries no signal, or none yet. */
  void none() {
    Arrays.fill(raws, -1);
    usable = 0;
    saturated = 0;
  }

  /** Takes one word of a body that names the signal otherwise. */
  void take(Signal signal, Field field, byte[] bytes, int offset) {
    long raw = field.raw(bytes, offset);
    raws[signal.at()] = raw;
    switch (signal.word().quality(raw)) {
      case VALID -> usable |= 1L << signal.at();
      case SATURATED -> saturated |= 1L << signal.at();
      default -> {}
    }
  }

  /** Raw word of a signal, −1 if the body does not carry it. */
  long raw(Signal signal) {
    return raws[signal.at()];
  }

  boolean usable(Signal signal) {
    return (usable >>> signal.at() & 1) != 0;
  }

  boolean saturated(Signal signal) {
    return (saturated >>> signal.at() & 1) != 0;
  }
}

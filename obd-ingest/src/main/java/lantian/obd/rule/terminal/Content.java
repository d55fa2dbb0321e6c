package lantian.obd.rule.terminal;

import lantian.obd.packet.Signal;
import lantian.obd.rule.Reading;

/** What an item holds, as one number (内容摘要); its time is no part of it. */
final class Content {
  private static final Signal[] ALL = Signal.values();

  private Content() {}

  /** Of speed, engine speed, fuel rate and torque: exactly one number for each content. */
  static long engine(Reading item) {
    return mixed(
        item.raw(Signal.SPEED)
            | item.raw(Signal.ENGINE_SPEED) << 16
            | item.raw(Signal.FUEL_RATE) << 32
            | item.raw(Signal.NET_TORQUE) << 48);
  }

  /** Of every field. */
  static long whole(Reading item) {
    long digest = 0;
    for (Signal signal : ALL) {
      digest = with(digest, item.raw(signal));
    }
    return digest;
  }

  /** A digest with one more number. */
  static long with(long digest, long next) {
    return mixed(digest * 31 + next);
  }

  /** Stirs 64 bits, one to one (splitmix64). */
  static long mixed(long word) {
    long z = (word ^ (word >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}

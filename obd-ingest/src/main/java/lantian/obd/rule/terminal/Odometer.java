package lantian.obd.rule.terminal;

import lantian.obd.packet.Signal;
import lantian.obd.rule.Reading;

/** What an item says of the way driven (里程读取). */
final class Odometer {
  private Odometer() {}

  /** Raw word of the odometer, −1 if there is none; 0 is what an unfitted one sends. */
  static long raw(Reading item) {
    if (!item.usable(Signal.ODOMETER)) {
      return -1;
    }
    long raw = item.raw(Signal.ODOMETER);
    return raw == 0 ? -1 : raw;
  }

  /** True if the item says that the vehicle moves. */
  static boolean moves(Reading item) {
    return item.usable(Signal.SPEED) && item.raw(Signal.SPEED) > 0;
  }
}

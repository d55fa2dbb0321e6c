package lantian.obd.rule.exhaust;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The latest block that was plainly idle or plainly under load (怠速或高负荷段).
 *
 * @param high true if it was under load
 * @param start its first second
 * @param last its last second
 * @param inlet its mean inlet temperature, raw word
 * @param verified true if all of its items are verified
 */
record LoadPhase(boolean high, long start, long last, long inlet, boolean verified) {
  static LoadPhase of(HeatBlock block, boolean high) {
    return new LoadPhase(high, block.start(), block.last(), block.meanInlet(), block.verified());
  }

  /** How far the inlet went the way of the load since another phase, raw words. */
  long since(LoadPhase before) {
    return high ? inlet - before.inlet : before.inlet - inlet;
  }

  static void write(@Nullable LoadPhase phase, ByteBuffer out) {
    if (phase == null) {
      out.put((byte) 0);
      return;
    }
    out.put((byte) (phase.high ? 2 : 1)).putLong(phase.start).putLong(phase.last);
    out.putLong(phase.inlet).put((byte) (phase.verified ? 1 : 0));
  }

  static @Nullable LoadPhase read(ByteBuffer in) {
    byte kind = in.get();
    return kind == 0
        ? null
        : new LoadPhase(kind == 2, in.getLong(), in.getLong(), in.getLong(), in.get() != 0);
  }
}

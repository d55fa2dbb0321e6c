package lantian.obd.rule.nox;

import java.nio.ByteBuffer;
import lantian.obd.packet.Signal;
import lantian.obd.rule.Reading;
import org.jspecify.annotations.Nullable;

/**
 * Fuel rate and upstream NOx of some seconds together (时间块).
 *
 * @param start first second
 * @param last last second
 * @param items items
 * @param fuel sum of the fuel rate's raw words
 * @param nox sum of upstream NOx's raw words
 * @param verified true if every item is verified
 */
record NoxBlock(long start, long last, int items, long fuel, long nox, boolean verified) {
  static NoxBlock begin(Reading item) {
    long now = item.second();
    return new NoxBlock(
        now, now, 1, item.raw(Signal.FUEL_RATE), item.raw(Signal.NOX_UPSTREAM), item.verified());
  }

  NoxBlock with(Reading item) {
    return new NoxBlock(
        start,
        item.second(),
        items + 1,
        fuel + item.raw(Signal.FUEL_RATE),
        nox + item.raw(Signal.NOX_UPSTREAM),
        verified && item.verified());
  }

  static void write(@Nullable NoxBlock block, ByteBuffer out) {
    if (block == null) {
      out.put((byte) 0);
      return;
    }
    out.put((byte) 1).putLong(block.start).putLong(block.last).putInt(block.items);
    out.putLong(block.fuel).putLong(block.nox).put((byte) (block.verified ? 1 : 0));
  }

  static @Nullable NoxBlock read(ByteBuffer in) {
    if (in.get() == 0) {
      return null;
    }
    return new NoxBlock(
        in.getLong(), in.getLong(), in.getInt(), in.getLong(), in.getLong(), in.get() != 0);
  }
}

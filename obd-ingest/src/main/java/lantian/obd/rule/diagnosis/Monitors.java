package lantian.obd.rule.diagnosis;

import java.nio.ByteBuffer;
import lantian.obd.packet.ObdBlock;
import org.jspecify.annotations.Nullable;

/**
 * Which monitors of one controller are complete (监测完成情况). What only one block says is not believed.
 *
 * @param supported the monitors there are
 * @param calid digest of the calibration id, by which controllers that answer in turn are told
 *     apart
 * @param complete those that two blocks in a row called complete, and none two in a row since
 *     incomplete
 * @param shown those that the last block called complete
 * @param reset true if the last block took back enough of them at once
 * @param verified true if all blocks since the first, or since the last reset, are verified
 */
record Monitors(
    int supported, long calid, int complete, int shown, boolean reset, boolean verified) {
  static Monitors begin(ObdBlock block, boolean verified) {
    return new Monitors(block.supported(), block.calid(), 0, block.complete(), false, verified);
  }

  /** True if the block comes from another controller, or from this one as it was rewritten. */
  boolean other(ObdBlock block) {
    return block.supported() != supported || block.calid() != calid;
  }

  /** After one more block of the same controller. */
  Monitors next(ObdBlock block, boolean sure, int least) {
    int now = block.complete();
    int gone = complete & ~now & ~shown;
    boolean lost = Integer.bitCount(gone) >= least;
    int kept = lost ? 0 : (complete & ~gone) | (now & shown);
    return new Monitors(supported, calid, kept, now, lost, lost ? sure : sure && verified);
  }

  static void write(@Nullable Monitors m, ByteBuffer out) {
    if (m == null) {
      out.put((byte) 0);
      return;
    }
    out.put((byte) (1 | (m.reset ? 2 : 0) | (m.verified ? 4 : 0)));
    out.putInt(m.supported).putLong(m.calid).putInt(m.complete).putInt(m.shown);
  }

  static @Nullable Monitors read(ByteBuffer in) {
    int flags = in.get();
    if (flags == 0) {
      return null;
    }
    return new Monitors(
        in.getInt(), in.getLong(), in.getInt(), in.getInt(), (flags & 2) != 0, (flags & 4) != 0);
  }
}

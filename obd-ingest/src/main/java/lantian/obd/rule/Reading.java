package lantian.obd.rule;

import lantian.obd.filing.VehicleFacts;
import lantian.obd.packet.ObdBlock;
import lantian.obd.packet.Signal;
import lantian.obd.rule.state.Duty;
import lantian.obd.rule.state.EngineTime;
import lantian.obd.rule.state.Sight;
import org.jspecify.annotations.Nullable;

/**
 * One merged item as the rules see it (归并后的信息项): one vehicle, one collection second, one type.
 *
 * <p>An implementation may be a flyweight over columns that changes with every item: a rule keeps
 * numbers, never the reading. Items that stand in an unresolved conflict are never read.
 */
public interface Reading {
  /** Collection time, epoch second. */
  long second();

  /**
   * Information type code (信息类型标志), 0x01–0xFE, or that of a mark, see {@link
   * lantian.obd.packet.ItemType#mark}.
   */
  int type();

  /** True if a signature or a filed binding proves the sender. */
  boolean verified();

  /** Raw word of a field, unsigned; −1 if an item of this type does not carry the field. */
  long raw(Signal signal);

  /** True if the field is there and holds a measurement: neither invalid nor saturated. */
  boolean usable(Signal signal);

  /** True if the field is there and stands exactly at its greatest valid raw word (饱和). */
  boolean saturated(Signal signal);

  /**
   * Physical value in the signal's unit; only to be asked where {@link #usable} is true, otherwise
   * throws {@link IllegalStateException}.
   */
  double value(Signal signal);

  /** MIL byte of an OBD block (故障灯状态): 0 off, 1 on, anything else unknown; −1 if no OBD block. */
  int mil();

  /** Number of trouble codes of an OBD block, 0–253; −1 if unknown or no OBD block. */
  int dtcCount();

  /**
   * Digest of the card (ICCID) of the terminal that sent the item, see {@link
   * lantian.obd.packet.Iccid}; 0 if that is not known or if several sent it.
   */
  default long sender() {
    return 0;
  }

  /**
   * What a packet with a time that can't be is marked with, {@link
   * lantian.obd.packet.ItemType#CLOCK}: a digest of the packet, and in the last byte the code of
   * the reason. 0 if the item is no such mark.
   */
  default long clock() {
    return 0;
  }

  /** The item as an OBD block, null if it is none. A view that is good only until the next item. */
  default @Nullable ObdBlock block() {
    return null;
  }

  /**
   * Since when the engine has been on after this item. Most rules ask, mostly the same: a reading
   * may keep the last answer.
   */
  default EngineTime engine(EngineTime was, long engineOnRaw, int runGapSeconds) {
    return was.after(this, engineOnRaw, runGapSeconds);
  }

  /**
   * Why a rule with this duty does not look at this item, null if it does; as {@link #engine} it
   * may be kept.
   */
  default @Nullable Sight refusal(Duty duty, EngineTime engine, VehicleFacts facts) {
    return duty.refuses(this, engine, facts);
  }
}

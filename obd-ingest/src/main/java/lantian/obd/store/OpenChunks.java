package lantian.obd.store;

import java.util.List;
import lantian.proto.Vin;

/**
 * What is not in stored chunks yet (未落盘数据): the projector's memory, or the log behind the
 * watermark.
 */
@FunctionalInterface
public interface OpenChunks {
  /** Nothing is held back. */
  OpenChunks NONE = (vin, from, to) -> List.of();

  /**
   * Frozen fragments of a vehicle that may hold items of {@code [from, to)}, in any order. What
   * leaves memory is in the database before.
   *
   * @param from first epoch second
   * @param to epoch second behind the last
   */
  List<Fragment> of(Vin vin, long from, long to);
}

package lantian.obd.filing;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import lantian.proto.Vin;

/**
 * The terminal register as this room sees it (终端备案登记簿). The desk implements it.
 *
 * <p>Calls may block and may throw a {@link RuntimeException} when the register can't be reached;
 * the caller then stores what it has as unverified.
 */
public interface Register {
  /**
   * All entries of these vehicles, past and present, oldest first; a vehicle without entries is
   * missing from the map.
   */
  Map<Vin, List<Filing>> filings(Collection<Vin> vins);

  /**
   * Changes after a cursor, oldest first, at most {@code limit}. A cursor of 0 is the beginning.
   * Cursors grow; a change that becomes visible later than one with a greater cursor is never
   * skipped.
   */
  List<Change> changesAfter(long cursor, int limit);

  /**
   * An entry was added, ended or corrected.
   *
   * @param cursor position of the change
   * @param vin whose entry
   * @param fromSecond first epoch second whose judgement it may touch
   * @param toSecond last epoch second whose judgement it may touch, {@link Long#MAX_VALUE} if open
   */
  record Change(long cursor, Vin vin, long fromSecond, long toSecond) {}
}

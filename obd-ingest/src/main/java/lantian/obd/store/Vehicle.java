package lantian.obd.store;

import java.util.ArrayList;
import java.util.List;
import lantian.obd.chunk.Dossier;
import lantian.obd.rule.Memory;
import lantian.obd.store.PendingDay.Reason;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/**
 * A vehicle as its partition keeps it in memory (车辆内存状态). Belongs to the partition's thread.
 *
 * <p>The judge's memory always covers exactly the items taken in up to {@link #applied}, in the
 * order (second, type); what came out of order is told as a pending day and not in the memory.
 */
final class Vehicle {
  /** Stands for no day. */
  static final int NO_DAY = Integer.MIN_VALUE;

  static final int SECOND_SHIFT = 8;

  private final Vin vin;
  private final List<Window> windows = new ArrayList<>(2);
  private final List<Window> leaving = new ArrayList<>(2);

  /** Dated register entries; null while the register can't be reached. */
  @Nullable Dossier dossier;

  Memory memory;

  /** Greatest (second, type) stepped, see {@link #key}. */
  long lastKey = Long.MIN_VALUE;

  /** City day of the last item stepped. */
  int newestDay = NO_DAY;

  /** Digest of the memory with which the newest day began. */
  byte[] startDigest;

  Applied applied = new Applied();
  Latest latest = new Latest();
  Claims claims = new Claims();

  /** Grows with everything taken in. */
  long version;

  /** Last second of an item that was ahead of the clock; such a copy is not judged. */
  long aheadUntil = Long.MIN_VALUE;

  /** Something changed since it was last put on a set to be written. */
  boolean changed;

  /** Since when, epoch ms, meaningful while it is {@link #changed}. */
  long changedMillis;

  /** How many images of it are on their way to the database. */
  int saving;

  /** When a judgement for the sake of a finding was last asked for, epoch ms. */
  long findingAskedMillis;

  /** Number of a set, not the set: a vehicle may live long after that is written. */
  private long toldTo = -1;

  private int toldDay;
  private @Nullable Reason toldReason;

  Vehicle(Vin vin, Memory memory, byte[] startDigest) {
    this.vin = vin;
    this.memory = memory;
    this.startDigest = startDigest;
  }

  Vin vin() {
    return vin;
  }

  /** Orders items as the judge sees them. */
  static long key(long second, int type) {
    return second << SECOND_SHIFT | type;
  }

  /** Open chunks, in the order of opening. */
  List<Window> windows() {
    return windows;
  }

  /** True if nothing of it is only in memory, or on its way. */
  boolean isStored() {
    return !changed && saving == 0 && windows.isEmpty() && leaving.isEmpty();
  }

  /** True the first time that the same thing is told to the same set, which goes by a number. */
  boolean tellsAnew(long set, int day, Reason reason) {
    boolean anew = toldTo != set || toldDay != day || toldReason != reason;
    toldTo = set;
    toldDay = day;
    toldReason = reason;
    return anew;
  }

  /** Chunks on their way to the database. */
  List<Window> leaving() {
    return leaving;
  }

  /** The open chunk that begins at this second, null if there is none. */
  @Nullable Window window(long start) {
    for (int i = windows.size() - 1; i >= 0; i--) {
      if (windows.get(i).chunk().start() == start) {
        return windows.get(i);
      }
    }
    return null;
  }

  /** The places of the log to be saved with the memory. */
  byte[] savedPlaces() {
    return applied.save(lane -> {
      long first = Long.MAX_VALUE;
      for (Window window : windows) {
        first = Math.min(first, window.firstOf(lane));
      }
      return first;
    });
  }
}

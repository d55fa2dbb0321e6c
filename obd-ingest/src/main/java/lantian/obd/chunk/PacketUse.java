package lantian.obd.chunk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Which packets of a vehicle an item rests on, and which only repeated what was known (报文采用情况). */
public final class PacketUse {
  private PacketUse() {}

  /** Hears of packets. */
  @FunctionalInterface
  public interface Hearer {
    /**
     * A packet of five minutes.
     *
     * @param used true if an item of these five minutes, or a copy in conflict, rests on it
     */
    void hear(PacketRef packet, boolean used);
  }

  /**
   * Tells of every packet in fragments, once per five minutes it has items in. Where these hold
   * more than memory should, they are looked at part by part, and a repetition of another part
   * counts as used.
   *
   * @param stored in the order of their start
   * @param open more fragments in any order
   */
  public static void each(Iterator<Fragment> stored, List<Fragment> open, Hearer hearer) {
    Windows windows = new Windows(stored, open);
    while (windows.next()) {
      List<Fragment> batch = new ArrayList<>(2);
      long bytes = 0;
      for (Fragment next = windows.fragment(); next != null; next = windows.fragment()) {
        batch.add(next);
        bytes += next.memory();
        if (bytes > WindowFold.BATCH_BYTES) {
          tell(batch, hearer);
          batch = new ArrayList<>();
          bytes = 0;
        }
      }
      tell(batch, hearer);
    }
  }

  private static void tell(List<Fragment> window, Hearer hearer) {
    Map<PacketRef, Boolean> used = new HashMap<>();
    for (Fragment fragment : window) {
      for (int row = 0; row < fragment.packetCount(); row++) {
        used.putIfAbsent(fragment.packet(row), false);
      }
    }
    MergedWindow merged = new MergedWindow(window, Provenance.UNFILED);
    for (int row = 0; row < merged.size(); row++) {
      if (row == 0 || !merged.sameBodyAndProof(row - 1, row)) {
        used.put(merged.source(row), true);
      }
    }
    used.forEach(hearer::hear);
  }
}

package lantian.obd.chunk;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import lantian.obd.packet.Iccid;
import lantian.proto.Origin;

/**
 * The fragments of one vehicle and five minutes, their rows in the order (second, type, body,
 * proof, source). Rows of one item stand side by side.
 */
final class MergedWindow {
  private static final boolean[] NONE = {};

  private final List<Fragment> fragments;
  private final PacketWorth worth;

  /**
   * Key of the row in the upper half; number of fragment and of item, 16 bits each, in the lower.
   */
  private long[] rows;

  /** Keys of the items of which {@link Thinning} left bodies out. */
  private Set<Integer> crowded = Set.of();

  /** All rows of fewer than 65,536 fragments. */
  MergedWindow(List<Fragment> fragments, Provenance provenance) {
    this.fragments = fragments;
    this.worth = new PacketWorth(fragments, provenance);
    int size = 0;
    boolean[][] left = new boolean[fragments.size()][];
    for (int f = 0; f < left.length; f++) {
      size += fragments.get(f).size();
      left[f] = otherReadings(fragments.get(f).packets(), provenance);
    }
    long[] all = new long[size];
    int next = 0;
    for (int f = 0; f < left.length; f++) {
      Fragment fragment = fragments.get(f);
      for (int item = 0; item < fragment.size(); item++) {
        if (left[f].length == 0 || !left[f][fragment.sourceRow(item)]) {
          all[next++] = (long) fragment.key(item) << 32 | (long) f << 16 | item;
        }
      }
    }
    rows = next == size ? all : Arrays.copyOf(all, next);
    if (left.length > 1) {
      sort();
    }
  }

  /** Per packet true if it reads otherwise under what is filed; empty if none does. */
  private static boolean[] otherReadings(PacketTable packets, Provenance provenance) {
    boolean[] out = NONE;
    for (int row = 0; row < packets.count(); row++) {
      if (packets.oneOfSeveral(row) && !provenance.holds(packets.get(row))) {
        out = out.length == 0 ? new boolean[packets.count()] : out;
        out[row] = true;
      }
    }
    return out;
  }

  /**
   * The same, with what {@link Thinning} keeps of it.
   *
   * @param crowded keys of items that are crowded already; new ones are added
   */
  static MergedWindow thinned(
      List<Fragment> fragments, Provenance provenance, Set<Integer> crowded) {
    MergedWindow window = new MergedWindow(fragments, provenance);
    if (!crowded.isEmpty() || window.isRepetitive()) {
      window.rows = Thinning.of(window, provenance, crowded);
      window.crowded = crowded;
    }
    return window;
  }

  private boolean isRepetitive() {
    for (int row = Thinning.MOST_COPIES; row < rows.length; row++) {
      if (rows[row] >>> 32 == rows[row - Thinning.MOST_COPIES] >>> 32) {
        return true;
      }
    }
    return false;
  }

  private void sort() {
    Arrays.sort(rows);
    int from = 0;
    while (from < rows.length) {
      int to = behind(from);
      if (to - from > 1) {
        sort(from, to);
      }
      from = to;
    }
  }

  private void sort(int from, int to) {
    Long[] same = new Long[to - from];
    Arrays.setAll(same, i -> rows[from + i]);
    Arrays.sort(same, this::compare);
    for (int i = 0; i < same.length; i++) {
      rows[from + i] = same[i];
    }
  }

  private int compare(long left, long right) {
    Fragment l = fragments.get(fragmentOf(left));
    Fragment r = fragments.get(fragmentOf(right));
    int byBody = l.compareBody(itemOf(left), r, itemOf(right));
    if (byBody != 0) {
      return byBody;
    }
    int leftSource = l.sourceRow(itemOf(left));
    int rightSource = r.sourceRow(itemOf(right));
    int byProof = PacketTable.compareProofs(l.packets(), leftSource, r.packets(), rightSource);
    return byProof != 0 ? byProof : compareSources(left, right);
  }

  private int compareSources(long left, long right) {
    Fragment l = fragments.get(fragmentOf(left));
    Fragment r = fragments.get(fragmentOf(right));
    int item = itemOf(left);
    return PacketTable.compareSources(
        l.second(item), l.packets(), l.sourceRow(item), r.packets(), r.sourceRow(itemOf(right)));
  }

  int size() {
    return rows.length;
  }

  /** Key of the row's item. */
  int key(int row) {
    return (int) (rows[row] >>> 32);
  }

  /** The row as it is kept. */
  long row(int row) {
    return rows[row];
  }

  /** True if bodies of the row's item are left out. */
  boolean crowded(int row) {
    return crowded.contains(key(row));
  }

  /** True if the rows of one body are the same copy, in two fragments that overlap. */
  boolean sameCopy(int row, int other) {
    return compare(rows[row], rows[other]) == 0;
  }

  /** Order of two copies of one body: the stronger trust first, then the better source. */
  int compareWorth(int row, int other) {
    int byTrust = trust(other).compareTo(trust(row));
    int bySource = byTrust != 0 ? byTrust : compareSources(rows[row], rows[other]);
    return bySource != 0 ? bySource : compare(rows[row], rows[other]);
  }

  /** First row behind those of the item that begins at {@code row}. */
  int behind(int row) {
    long key = rows[row] >>> 32;
    int behind = row + 1;
    while (behind < rows.length && rows[behind] >>> 32 == key) {
      behind++;
    }
    return behind;
  }

  Fragment fragment(int row) {
    return fragments.get(fragmentOf(rows[row]));
  }

  int item(int row) {
    return itemOf(rows[row]);
  }

  /** First row behind those with the body of {@code row}, at most {@code end}. */
  int behindBody(int row, int end) {
    Fragment fragment = fragment(row);
    int behind = row + 1;
    while (behind < end && fragment.compareBody(item(row), fragment(behind), item(behind)) == 0) {
      behind++;
    }
    return behind;
  }

  /** True if the rows are copies of one item with one body and one proof. */
  boolean sameBodyAndProof(int row, int other) {
    Fragment l = fragment(row);
    Fragment r = fragment(other);
    return rows[row] >>> 32 == rows[other] >>> 32
        && l.compareBody(item(row), r, item(other)) == 0
        && PacketTable.compareProofs(
                l.packets(), l.sourceRow(item(row)), r.packets(), r.sourceRow(item(other)))
            == 0;
  }

  byte[] body(int row) {
    Fragment fragment = fragment(row);
    int offset = fragment.offset(item(row));
    return Arrays.copyOfRange(
        fragment.bytes(item(row)), offset, offset + fragment.length(item(row)));
  }

  boolean untimed(int row) {
    Fragment fragment = fragment(row);
    int item = item(row);
    return fragment.packets().untimed(fragment.sourceRow(item), fragment.second(item));
  }

  /** True if one of the rows has a proven sender. */
  boolean verified(int row, int end) {
    for (int i = row; i < end; i++) {
      if (trust(i).verified()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Digest of the one card that is known to have sent the rows; 0 if none is or several are. Copies
   * with a time that is not believed do not count, as they are not judged when they come.
   */
  long sender(int row, int end) {
    long sender = Iccid.UNKNOWN;
    for (int i = row; i < end; i++) {
      Fragment fragment = fragment(i);
      long one = fragment.packets().sender(fragment.sourceRow(item(i)));
      if (one != Iccid.UNKNOWN && one != sender && !untimed(i)) {
        if (sender != Iccid.UNKNOWN) {
          return Iccid.UNKNOWN;
        }
        sender = one;
      }
    }
    return sender;
  }

  /** The row of the strongest trust, of those the best source. */
  int best(int row, int end) {
    int best = row;
    for (int i = row + 1; i < end; i++) {
      int byTrust = trust(i).compareTo(trust(best));
      if (byTrust > 0 || (byTrust == 0 && compareSources(rows[i], rows[best]) < 0)) {
        best = i;
      }
    }
    return best;
  }

  /** The row that came first, whoever sent it. */
  int earliest(int row, int end) {
    int best = row;
    for (int i = row + 1; i < end; i++) {
      if (compareSources(rows[i], rows[best]) < 0) {
        best = i;
      }
    }
    return best;
  }

  PacketRef source(int row) {
    return fragment(row).source(item(row));
  }

  /** Trust of the row's packet. */
  Trust trust(int row) {
    return worth.trust(fragmentOf(rows[row]), fragment(row).sourceRow(item(row)));
  }

  /** Origin of the row's packet. */
  Origin origin(int row) {
    return worth.origin(fragmentOf(rows[row]), fragment(row).sourceRow(item(row)));
  }

  private static int fragmentOf(long row) {
    return (int) (row >>> 16) & 0xFFFF;
  }

  private static int itemOf(long row) {
    return (int) row & 0xFFFF;
  }
}

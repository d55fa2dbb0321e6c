package lantian.obd.chunk;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import lantian.obd.packet.ItemType;
import lantian.obd.rule.Readings;
import lantian.proto.Origin;
import org.jspecify.annotations.Nullable;

/**
 * Items of one vehicle in the order (second, type), each once, whatever fragments they lie in
 * (归并信息项).
 *
 * <p>Copies with the same body are one. Different bodies are a conflict: if exactly one of them has
 * a proven sender it is used, otherwise none ("not assessable"). Marks contradict nobody: the least
 * body with a proven sender stands for all, or the least. What comes out depends only on the set of
 * stored copies and the register, never on order. Of very many copies of one item most are left
 * out, see {@link Thinning}.
 *
 * <p>A cursor that holds five minutes at a time; not safe for several threads.
 */
public final class MergedItems {
  private static final MergedWindow EMPTY = new MergedWindow(List.of(), Provenance.UNFILED);

  private final Windows windows;
  private final Provenance provenance;
  private final long from;
  private final long to;
  private final int batchBytes;
  private final ItemReading[] readings = new ItemReading[Readings.RUN + 1];
  private int turn;
  private @Nullable ItemReading reading;
  private MergedWindow window = EMPTY;
  private int first;
  private int behind;
  private int used;
  private int usedBehind;
  private int bodies;
  private boolean settled;
  private @Nullable Fragment earliestFragment;
  private int earliestRow;
  private @Nullable PacketRef earliest;

  MergedItems(Windows windows, long from, long to, Provenance provenance, int batchBytes) {
    this.windows = windows;
    this.batchBytes = batchBytes;
    this.provenance = provenance;
    this.from = from;
    this.to = to;
  }

  /**
   * Merges fragments.
   *
   * @param stored in the order of their start; may be read lazily
   * @param open more fragments in any order, see {@link OpenChunks}
   * @param from first epoch second
   * @param to epoch second behind the last
   * @param provenance what the packets are worth now
   */
  public static MergedItems of(
      Iterator<Fragment> stored, List<Fragment> open, long from, long to, Provenance provenance) {
    return new MergedItems(new Windows(stored, open), from, to, provenance, WindowFold.BATCH_BYTES);
  }

  /** Goes to the next item, one in conflict included; false at the end. */
  public boolean next() {
    while (step()) {
      long second = second();
      if (second >= to) {
        return false;
      }
      if (second >= from) {
        settle();
        return true;
      }
    }
    return false;
  }

  private boolean step() {
    while (behind == window.size()) {
      if (!windows.next()) {
        return false;
      }
      window = WindowFold.of(windows, provenance, batchBytes);
      behind = 0;
    }
    first = behind;
    behind = window.behind(first);
    reading = null;
    return true;
  }

  private void settle() {
    if (ItemType.mark(type())) {
      settleMark();
      return;
    }
    bodies = 0;
    int proven = 0;
    int next;
    for (int row = first; row < behind; row = next) {
      next = window.behindBody(row, behind);
      boolean verified = next - row < behind - first && window.verified(row, next);
      proven += verified ? 1 : 0;
      if (bodies++ == 0 || verified) {
        used = row;
        usedBehind = next;
      }
    }
    settled = bodies == 1 || proven == 1;
  }

  private void settleMark() {
    bodies = 1;
    settled = true;
    used = first;
    usedBehind = window.behindBody(first, behind);
    int next;
    for (int row = first; usedBehind < behind && row < behind; row = next) {
      next = window.behindBody(row, behind);
      if (window.verified(row, next)) {
        used = row;
        usedBehind = next;
        return;
      }
    }
  }

  /** Collection time, epoch second. */
  public long second() {
    return window.fragment(first).second(window.item(first));
  }

  /** Information type code. */
  public int type() {
    return window.fragment(first).type(window.item(first));
  }

  /** Number of different bodies that are kept; more than one is a conflict. */
  public int bodies() {
    return bodies;
  }

  /** True if there is one body to go by. */
  public boolean settled() {
    return settled;
  }

  /** True if the item may be judged: settled, and its time is believed of one copy. */
  public boolean judged() {
    return settled && !untimed();
  }

  /** True if of every copy of the body the time is not believed, see {@link PacketRef#untimed}. */
  public boolean untimed() {
    for (int row = used; row < usedBehind; row++) {
      if (!window.untimed(row)) {
        return false;
      }
    }
    return true;
  }

  /** Array that holds the body to go by, if {@link #settled}; not to be written to. */
  public byte[] bytes() {
    return window.fragment(used).bytes(window.item(used));
  }

  /** Where the body begins. */
  public int offset() {
    return window.fragment(used).offset(window.item(used));
  }

  /** Length of the body in bytes. */
  public int length() {
    return window.fragment(used).length(window.item(used));
  }

  /** How well the sender of the body is proven. */
  public Trust trust() {
    return window.trust(source(used, usedBehind));
  }

  /** Nature of what the sender of the body sends. */
  public Origin origin() {
    return window.origin(source(used, usedBehind));
  }

  /** The packet of the strongest trust that carried the body, of those the one received first. */
  public PacketRef source() {
    return window.source(source(used, usedBehind));
  }

  /**
   * The packet that brought the body first, or, while none is settled, any of the bodies; whoever
   * sent it. The same object for the items of one packet in a row.
   */
  public PacketRef earliest() {
    int row = settled ? window.earliest(used, usedBehind) : window.earliest(first, behind);
    Fragment fragment = window.fragment(row);
    int packet = fragment.sourceRow(window.item(row));
    PacketRef known = earliest;
    if (known == null || fragment != earliestFragment || packet != earliestRow) {
      known = fragment.packet(packet);
      earliestFragment = fragment;
      earliestRow = packet;
      earliest = known;
    }
    return known;
  }

  /** The packets of all copies of all bodies that are kept. */
  public List<PacketRef> sources() {
    List<PacketRef> sources = new ArrayList<>(behind - first);
    for (int row = first; row < behind; row++) {
      sources.add(window.source(row));
    }
    return sources;
  }

  /**
   * The item as the rules see it, only asked where {@link #settled}: the same object until {@link
   * #next}, and good until {@value Readings#RUN} further items were read.
   */
  public ItemReading reading() {
    if (reading == null) {
      turn = turn + 1 == readings.length ? 0 : turn + 1;
      if (readings[turn] == null) {
        readings[turn] = new ItemReading();
      }
      reading =
          readings[turn].set(
              second(),
              type(),
              bytes(),
              offset(),
              window.verified(used, usedBehind),
              window.sender(used, usedBehind));
    }
    return reading;
  }

  /** All copies of the item; null if it has only one body. */
  public @Nullable Conflict conflict() {
    if (bodies == 1) {
      return null;
    }
    List<Conflict.Copy> copies = new ArrayList<>();
    int next;
    for (int row = first; row < behind; row = next) {
      next = window.behindBody(row, behind);
      copies.add(settled && row == used ? 0 : copies.size(), copy(row, next));
    }
    return new Conflict(second(), type(), settled, window.crowded(first), copies);
  }

  private Conflict.Copy copy(int row, int next) {
    int best = source(row, next);
    return new Conflict.Copy(window.body(row), window.source(best), window.trust(best));
  }

  private int source(int row, int next) {
    return next - row == 1 ? row : window.best(row, next);
  }
}

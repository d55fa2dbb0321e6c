package lantian.obd.store;

import lantian.obd.chunk.Dossier;
import lantian.obd.chunk.PacketRef;
import lantian.obd.frame.Frame;
import lantian.obd.packet.ItemType;
import lantian.obd.packet.Profile;

/**
 * The items of a received frame as the projector finds them, marks among them (报文信息项): for whoever
 * judges frames that no log holds. Reused from frame to frame, not safe for several threads.
 */
public final class UnitItems {
  private final RealtimeUnit unit;
  private final Contents contents = new Contents();
  private final Dossier dossier;
  private long receivedMillis;
  private int command;

  /**
   * @param firstSampleAtHead true if the head time of a packet without own times is that of its
   *     first sample, false if that of its last
   * @param dossier what is filed of the vehicle
   */
  public UnitItems(boolean firstSampleAtHead, Dossier dossier) {
    this.unit = new RealtimeUnit(firstSampleAtHead);
    this.dossier = dossier;
  }

  /** Reads a plain frame; one without items leaves none. */
  public void read(Frame frame, Profile profile, long receivedMillis) {
    this.receivedMillis = receivedMillis;
    this.command = frame.command();
    byte[] bytes = frame.bytes();
    int start = frame.unitOffset();
    int end = start + frame.unitLength();
    if (RealtimeUnit.reads(frame.command())) {
      unit.read(frame.command(), bytes, start, end, profile, receivedMillis, dossier, contents);
    } else {
      contents.clear(bytes);
    }
  }

  /** How many there are, in the order (second, type). */
  public int count() {
    return contents.count();
  }

  /** True if the judge hears of it: not if its time is not believed. */
  public boolean judged(int item) {
    return ItemType.mark(type(item)) || !PacketRef.untimed(second(item), receivedMillis, command);
  }

  /** Collection second, or that of the receipt. */
  public long second(int item) {
    return contents.second(item);
  }

  /** Information type code, {@link ItemType}. */
  public int type(int item) {
    return contents.type(item);
  }

  /** The array that holds its body; good for as long as the frame is. */
  public byte[] bytes(int item) {
    return contents.bytes(item);
  }

  /** Where in it the body begins. */
  public int offset(int item) {
    return contents.offset(item);
  }

  /** Length of the body in bytes. */
  public int length(int item) {
    return contents.length(item);
  }
}

package lantian.obd.packet;

import java.util.ArrayList;
import java.util.List;
import lantian.obd.frame.Bcc;
import lantian.obd.frame.Frame;

/** Original packets inside a platform's data unit (嵌套原始报文). See spec clause 5. */
public final class Nesting {
  private Nesting() {}

  /** Length of the complete frame that begins at {@code at}, 0 if none does. */
  public static int frameAt(byte[] bytes, int at, int end) {
    if (end - at < Frame.OVERHEAD
        || bytes[at] != bytes[at + 1]
        || (bytes[at] != '#' && bytes[at] != '~')) {
      return 0;
    }
    int whole = Bytes.u16(bytes, at + 22) + Frame.OVERHEAD;
    return whole <= end - at && Bcc.of(bytes, at, whole) == 0 ? whole : 0;
  }

  /** True if the unit consists of one or more complete frames back to back. */
  public static boolean in(Frame outer) {
    int at = outer.unitOffset();
    int end = at + outer.unitLength();
    while (at < end) {
      int whole = frameAt(outer.bytes(), at, end);
      if (whole == 0) {
        return false;
      }
      at += whole;
    }
    return outer.unitLength() > 0;
  }

  /** As {@link #in}, for frames that may be encrypted: then nothing can be seen in them. */
  static boolean plain(Frame outer) {
    return outer.encryption() == 0x01 && in(outer);
  }

  /** The nested frames, views on the outer one; empty if the unit is not made of frames. */
  public static List<Frame> frames(Frame outer) {
    if (!in(outer)) {
      return List.of();
    }
    List<Frame> frames = new ArrayList<>(1);
    int at = outer.unitOffset();
    int end = at + outer.unitLength();
    while (at < end) {
      int whole = frameAt(outer.bytes(), at, end);
      frames.add(new Frame(outer.bytes(), at, whole));
      at += whole;
    }
    return frames;
  }
}

package lantian.obd.chunk;

import java.util.HexFormat;
import java.util.List;

/**
 * Several bodies for one second and type (数据冲突).
 *
 * @param second collection time, epoch second
 * @param type information type code
 * @param settled true if exactly one body has a proven sender; that one is used, and stands first
 * @param more true if there are further bodies, which are not listed
 * @param copies the bodies, at least two
 */
public record Conflict(long second, int type, boolean settled, boolean more, List<Copy> copies) {
  /** Copies the list. */
  public Conflict {
    copies = List.copyOf(copies);
  }

  /**
   * One body with its best source.
   *
   * @param body the body
   * @param source the packet of the strongest trust, of those the one received first
   * @param trust how well that packet's sender is proven
   */
  public record Copy(byte[] body, PacketRef source, Trust trust) {
    @Override
    public String toString() {
      return HexFormat.of().formatHex(body) + " " + source.position() + " " + trust;
    }
  }
}

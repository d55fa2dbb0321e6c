package lantian.obd.chunk;

import lantian.obd.packet.Command;

/**
 * How a packet was sent (报文发送方式), as far as it is kept beside its items.
 *
 * @param command its command byte, see {@link Command}; 0 if it was stored before this was kept
 * @param flow its first flow number (流水号), 0–65535; of no meaning where {@code flows} is 0
 * @param flows how many flow numbers it takes up, 0–255: one for the packet, or one for each item
 *     where the layout numbers items; 0 if it has none or it was stored before this was kept
 */
public record Sent(int command, int flow, int flows) {
  /** Nothing is known of it. */
  public static final Sent UNKNOWN = new Sent(0, 0, 0);

  /** Refuses numbers that their columns can't hold. */
  public Sent {
    if ((command & 0xFF) != command || (flow & 0xFFFF) != flow || (flows & 0xFF) != flows) {
      throw new IllegalArgumentException(command + " " + flow + " " + flows + " is out of range");
    }
  }

  /** True if the terminal sent it as a reissue (补发). */
  public boolean reissue() {
    return command == Command.REISSUE;
  }
}

package lantian.obd.chunk;

import java.util.Set;
import lantian.obd.log.LogPosition;
import lantian.obd.packet.CollectionTime;
import lantian.obd.packet.Command;
import lantian.obd.packet.Profile;

/**
 * The packet an item came from (来源报文), with the proofs of its sender; the verdict is not kept
 * (decision 0022).
 *
 * @param position where its frame stands in the log
 * @param receivedMillis when it was received, epoch milliseconds of the server
 * @param iccid ICCID of the last login on its connection, empty if there was none
 * @param signatureHead first eight bytes of its signature as a number; 0 if it is unsigned
 * @param profile profile it was decoded with
 * @param layout code of the layout chosen for its unit, 0–255
 * @param under profiles under which it is read so; a packet that reads otherwise under another is
 *     kept once for each reading (decision 0032)
 * @param sent how it was sent
 */
public record PacketRef(
    LogPosition position,
    long receivedMillis,
    String iccid,
    long signatureHead,
    Profile profile,
    int layout,
    Set<Profile> under,
    Sent sent) {
  /** Items further ahead of their receipt than this many seconds are stored and never judged. */
  public static final int AHEAD_SECONDS = 300;

  /** Refuses a layout code that does not fit a byte and an ICCID that does not fit the log. */
  public PacketRef {
    if (layout < 0 || layout > 255) {
      throw new IllegalArgumentException("layout code " + layout);
    }
    if (iccid.length() > 255) {
      throw new IllegalArgumentException("an ICCID of " + iccid.length() + " characters");
    }
  }

  /** A packet that reads the same whatever profile is filed; how it was sent is not known. */
  public PacketRef(
      LogPosition position,
      long receivedMillis,
      String iccid,
      long signatureHead,
      Profile profile,
      int layout) {
    this(
        position, receivedMillis, iccid, signatureHead, profile, layout, Profile.ALL, Sent.UNKNOWN);
  }

  /** True if it reads otherwise under another profile. */
  public boolean oneOfSeveral() {
    return under.size() < Profile.ALL.size();
  }

  /** True if the packet carried a signature, right or wrong. */
  public boolean signed() {
    return signatureHead != 0;
  }

  /** True if the time of an item of this second is not believed, see {@link #untimed}. */
  public boolean untimed(long second) {
    return untimed(second, receivedMillis, sent.command());
  }

  /**
   * True if an item of this second, sent by this command and received then, is stored and never
   * judged: further ahead of the clock than is ordinary, or sent as live and half a day late, which
   * by a clock of twelve hours is the afternoon.
   */
  public static boolean untimed(long second, long receivedMillis, int command) {
    return isAhead(second, receivedMillis)
        || (command == Command.REALTIME && CollectionTime.halfDayLate(second, receivedMillis));
  }

  /** True if an item of this second, received then, was further ahead than is ordinary. */
  public static boolean isAhead(long second, long receivedMillis) {
    return second - AHEAD_SECONDS > Math.floorDiv(receivedMillis, 1000L);
  }
}

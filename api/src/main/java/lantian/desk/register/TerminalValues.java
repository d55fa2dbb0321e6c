package lantian.desk.register;

import lantian.obd.packet.Profile;
import lantian.proto.Origin;
import org.jspecify.annotations.Nullable;

/**
 * What is filed of a terminal (车载终端备案信息).
 *
 * @param iccid ICCID of the SIM card, null if not filed
 * @param chipId 16 bytes of the security chip's id as lower-case hex, null if not filed
 * @param publicKey SM2 public key X‖Y, 64 bytes as lower-case hex, null if not filed
 * @param profile protocol it speaks, null if not filed
 * @param maker its maker, null if not filed; the organisation whose integrators may see it
 * @param model its model, null if not filed
 * @param firmware its firmware, null if not filed
 * @param origin nature of what it sends
 */
public record TerminalValues(
    @Nullable String iccid,
    @Nullable String chipId,
    @Nullable String publicKey,
    @Nullable Profile profile,
    @Nullable String maker,
    @Nullable String model,
    @Nullable String firmware,
    Origin origin) {
  /** Nothing is filed. */
  public static final TerminalValues NONE =
      new TerminalValues(null, null, null, null, null, null, null, Origin.MEASURED);
}

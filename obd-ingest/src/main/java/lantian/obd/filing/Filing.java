package lantian.obd.filing;

import java.time.Instant;
import lantian.obd.packet.Profile;
import lantian.proto.Origin;
import lantian.proto.Plate;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/**
 * One dated entry of the terminal register (终端备案).
 *
 * @param vin the vehicle
 * @param validFrom first moment the entry holds
 * @param validTo moment from which it no longer holds; null while open
 * @param iccid ICCID of the SIM card filed, null if none was filed
 * @param chipId the 16 bytes of the security chip's id as hex, null if none was filed
 * @param publicKey SM2 public key X‖Y, 64 bytes as hex, null if none was filed
 * @param profile protocol the terminal speaks, null if not filed
 * @param maker maker of the terminal, null if not filed
 * @param model model of the terminal, null if not filed
 * @param firmware firmware of the terminal, null if not filed
 * @param plate plate with colour at that time, null if not filed
 * @param facts what the rules need to know of the vehicle
 * @param origin nature of what this terminal sends
 * @param county district the vehicle belongs to, null if not filed
 */
public record Filing(
    Vin vin,
    Instant validFrom,
    @Nullable Instant validTo,
    @Nullable String iccid,
    @Nullable String chipId,
    @Nullable String publicKey,
    @Nullable Profile profile,
    @Nullable String maker,
    @Nullable String model,
    @Nullable String firmware,
    @Nullable Plate plate,
    VehicleFacts facts,
    Origin origin,
    @Nullable String county) {
  /** Of its district nothing is filed. */
  public Filing(
      Vin vin,
      Instant validFrom,
      @Nullable Instant validTo,
      @Nullable String iccid,
      @Nullable String chipId,
      @Nullable String publicKey,
      @Nullable Profile profile,
      @Nullable String maker,
      @Nullable String model,
      @Nullable String firmware,
      @Nullable Plate plate,
      VehicleFacts facts,
      Origin origin) {
    this(
        vin, validFrom, validTo, iccid, chipId, publicKey, profile, maker, model, firmware, plate,
        facts, origin, null);
  }

  /** True if the entry holds at this moment. */
  public boolean holdsAt(Instant at) {
    return !at.isBefore(validFrom) && (validTo == null || at.isBefore(validTo));
  }
}

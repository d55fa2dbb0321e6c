package lantian.deploy.simulate;

import lantian.deploy.simulate.truck.Specification;
import lantian.deploy.simulate.wire.ChipSigner;
import lantian.obd.packet.Profile;
import lantian.proto.Origin;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/**
 * What the terminal register is told of a truck that is not real (备案内容).
 *
 * @param vin constructed VIN
 * @param profile protocol of its terminal
 * @param specification what it is built of, null if nobody knows
 * @param chip its security chip, null if it has none
 * @param model what stands in the column for the terminal's model, up to 60 characters
 * @param origin nature of its data
 */
public record FiledTruck(
    Vin vin,
    Profile profile,
    @Nullable Specification specification,
    @Nullable ChipSigner chip,
    String model,
    Origin origin) {
  /** Number of its SIM card, 20 digits, unlike that of any other constructed VIN. */
  public String iccid() {
    String digits = vin.text().substring(Vin.LENGTH - 6);
    return "898600%04d0000%s".formatted((int) vin.text().charAt(6), digits);
  }
}

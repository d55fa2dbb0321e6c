package lantian.desk.register;

import java.time.Instant;
import java.util.function.UnaryOperator;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/**
 * One line to be filed (备案行).
 *
 * @param vin the vehicle
 * @param from first moment at which it holds; cut to whole seconds
 * @param to moment from which it no longer holds, null if unknown
 * @param vehicle makes the vehicle's values from those that held (null if none did); null leaves
 *     the vehicle's entries alone
 * @param terminal the same for the terminal
 */
public record FilingRow(
    Vin vin,
    Instant from,
    @Nullable Instant to,
    @Nullable UnaryOperator<@Nullable VehicleValues> vehicle,
    @Nullable UnaryOperator<@Nullable TerminalValues> terminal) {

  /** A line that states all values. */
  public static FilingRow of(
      Vin vin, Instant from, VehicleValues vehicle, TerminalValues terminal) {
    return new FilingRow(vin, from, null, held -> vehicle, held -> terminal);
  }
}

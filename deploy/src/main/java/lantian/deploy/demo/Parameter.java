package lantian.deploy.demo;

import java.util.List;
import lantian.deploy.simulate.wire.Slot;

/**
 * A J1939 parameter that the stream carries: where it stands in its group, and which field it goes
 * into. The stream's words have the scales of J1939, so words go through unchanged, codes included;
 * only the odometer changes its resolution.
 */
enum Parameter {
  SPEED(84, 65_265, 1, 2, Slot.SPEED_KMH),
  BAROMETER(108, 65_269, 0, 1, Slot.BAROMETER_KPA),
  TORQUE(513, 61_444, 2, 1, Slot.NET_TORQUE_PCT),
  FRICTION(514, 65_247, 0, 1, Slot.FRICTION_TORQUE_PCT),
  ENGINE_SPEED(190, 61_444, 3, 2, Slot.ENGINE_RPM),
  FUEL_RATE(183, 65_266, 0, 2, Slot.FUEL_LPH),
  NOX_UP(3216, 61_454, 0, 2, Slot.NOX_UP_PPM),
  NOX_DOWN(3226, 61_455, 0, 2, Slot.NOX_DOWN_PPM),
  REAGENT(1761, 65_110, 0, 1, Slot.REAGENT_PCT),
  INTAKE(132, 61_450, 2, 2, Slot.INTAKE_KGH),
  SCR_IN(4360, 64_830, 0, 2, Slot.SCR_IN_C),
  SCR_OUT(4363, 64_830, 3, 2, Slot.SCR_OUT_C),
  DPF_DP(3251, 64_946, 4, 2, Slot.DPF_DP_KPA),
  COOLANT(110, 65_262, 0, 1, Slot.COOLANT_C),
  FUEL_LEVEL(96, 65_276, 1, 1, Slot.FUEL_LEVEL_PCT),
  ODOMETER(245, 65_248, 4, 4, Slot.ODOMETER_KM),
  ODOMETER_FINE(917, 65_217, 0, 4, Slot.ODOMETER_KM);

  private static final List<Parameter> ALL = List.of(values());
  private static final long LARGEST = 0xFAFF_FFFFL;

  private final int number;
  private final int group;
  private final int at;
  private final int width;
  private final Slot slot;

  Parameter(int number, int group, int at, int width, Slot slot) {
    this.number = number;
    this.group = group;
    this.at = at;
    this.width = width;
    this.slot = slot;
  }

  /** All parameters, in an order in which a later one of the same field is the better source. */
  static List<Parameter> all() {
    return ALL;
  }

  /** Suspect parameter number, its name in J1939. */
  int number() {
    return number;
  }

  boolean in(CanFrame frame) {
    return frame.group() == group;
  }

  Slot slot() {
    return slot;
  }

  /** The word as the stream carries it. */
  long word(CanFrame frame) {
    long word = frame.word(at, width);
    return switch (this) {
      // 0.125 km and 5 m become 0.1 km; codes above the largest value become "not available".
      case ODOMETER ->
          word > LARGEST ? slot.notAvailable() : Math.min(LARGEST, (word * 125 + 50) / 100);
      case ODOMETER_FINE -> word > LARGEST ? slot.notAvailable() : (word * 5 + 50) / 100;
      default -> word;
    };
  }

  /** True if the word is a value and not a code. */
  boolean value(long word) {
    return word >>> (8 * (width - 1)) <= 0xFA;
  }
}

package lantian.deploy.simulate.truck;

import java.util.List;
import lantian.deploy.simulate.truck.Fault.Kind;
import lantian.deploy.simulate.wire.ObdBody;
import lantian.proto.Vin;

/** What a truck's diagnostic system says in its OBD blocks (车载诊断系统). */
public final class Diagnosis {
  /** SPN 4364 (catalyst conversion too low), FMI 18, one occurrence, as J1939 packs it. */
  private static final int LOW_CONVERSION = 0x0C11_1201;

  /**
   * NOx catalyst, filter and exhaust recirculation: the monitors that a reset leaves incomplete.
   */
  private static final int SLOW_MONITORS = 0x0C80;

  private static final int MONITORS_DONE_S = 5_400;
  private static final int TRIP_S = 600;

  private final Vin vin;
  private final Vin other;
  private final String calibration;
  private final Condition condition;
  private long last = Long.MIN_VALUE;
  private int trip;
  private int sinceReset = MONITORS_DONE_S;
  private int resetEvery;
  private double conditionsMet = -1;

  /**
   * The diagnostic system of a truck.
   *
   * @param vin the truck's
   * @param other that of the truck from which a swapped controller comes
   */
  public Diagnosis(Vin vin, Vin other, Truck truck) {
    this.vin = vin;
    this.other = other;
    this.calibration = "MODEL" + truck.specification().stage();
    this.condition = new Condition(truck.faults());
  }

  /** One second of a running engine that was started so many times. */
  public void run(long second, int ignitions) {
    condition.turnTo(second);
    conditionsMet = conditionsMet < 0 ? ignitions : conditionsMet;
    trip = second - last > 60 ? 0 : trip + 1;
    last = second;
    if (trip == TRIP_S) {
      // A trip of ten minutes is what the monitors' conditions ask for; shorter ones don't count.
      conditionsMet += 1 - condition.share(Kind.IUPR_FROZEN);
    }
    sinceReset++;
    double reset = condition.share(Kind.READINESS_RESET);
    if (reset > 0 && ++resetEvery > 4 * 3_600 / reset) {
      resetEvery = 0;
      sinceReset = 0;
    }
  }

  /** The block at a second, last told to {@link #run}. */
  public ObdBody block(long second, int ignitions) {
    boolean lamp = condition.has(Kind.MIL_ON);
    boolean dark = shown(condition.share(Kind.MIL_DARK), second);
    return new ObdBody(
        lamp,
        condition.has(Kind.VIN_OTHER) ? other : vin,
        condition.has(Kind.CALIBRATION_CHANGED) ? "STAGE1" + calibration : calibration,
        condition.has(Kind.VERIFICATION_CHANGED) ? "0BADC0DE" : "00000001",
        ignitions,
        (int) conditionsMet,
        sinceReset < MONITORS_DONE_S ? SLOW_MONITORS : 0,
        lamp || dark ? List.of(LOW_CONVERSION) : List.of());
  }

  private static boolean shown(double share, long second) {
    return share > 0 && (second / 300 * 7_919 % 1_000) < share * 1_000;
  }
}

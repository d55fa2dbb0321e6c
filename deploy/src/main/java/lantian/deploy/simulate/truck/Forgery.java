package lantian.deploy.simulate.truck;

import java.util.random.RandomGenerator;
import lantian.deploy.simulate.truck.Fault.Kind;
import lantian.deploy.simulate.wire.Slot;
import lantian.deploy.simulate.wire.StreamBody;

/** What broken or forged signals make of what the sensors say (信号伪造). */
final class Forgery {
  private static final int SPELL_S = 600;
  private static final int LEAP_S = 4_500;
  private static final double NOT_MEASURING_PPM = 3_000;

  private final RandomGenerator random;
  private final double still;
  private final boolean zero;
  private final double low;
  private double noise;
  private double warmth;
  private double level = Double.NaN;
  private int sinceLeap;
  private int jumping;
  private double fixedLongitude = Double.NaN;
  private double fixedLatitude;

  Forgery(RandomGenerator random) {
    this.random = random;
    this.still = random.nextDouble();
    this.zero = random.nextBoolean();
    this.low = 120 + 90 * random.nextDouble();
  }

  /** Puts into the body what these faults would send. */
  void apply(Condition condition, Sensors.Seen seen, long second, StreamBody body) {
    nox(condition, second, body);
    heat(condition, body);
    filter(condition, body);
    level(condition, seen, body);
    place(condition, body);
  }

  private void nox(Condition condition, long second, StreamBody body) {
    noise += -noise / 60 + 5.5 * random.nextGaussian();
    double up = body.value(Slot.NOX_UP_PPM);
    double down = body.value(Slot.NOX_DOWN_PPM);
    if (Double.isNaN(down) || down > NOT_MEASURING_PPM) {
      return;
    }
    double told = down;
    double frozen = condition.share(Kind.NOX_FROZEN);
    if (frozen > 0) {
      told = mixed(down, 8 + 40 * still, frozen);
    }
    double steps = condition.share(Kind.NOX_QUANTISED);
    if (steps > 0 && !Double.isNaN(up)) {
      double step = 5 + 45 * steps;
      // An emulator shows clean exhaust, in the few values it knows.
      told = Math.round((8 + 0.03 * up + 0.5 * down) / step) * step;
    }
    told = mixed(told, Math.abs(40 + 20 * still + noise), condition.share(Kind.NOX_UNRELATED));
    if (!Double.isNaN(up)) {
      told = mixed(told, up, condition.share(Kind.NOX_EQUAL));
      double swapped = condition.share(Kind.NOX_SWAPPED);
      if (swapped > 0) {
        told = mixed(down, up, swapped);
        body.set(Slot.NOX_UP_PPM, mixed(up, down, swapped));
      }
    }
    if (happens(condition.share(Kind.NOX_ZERO), second)) {
      told = zero ? 0 : -200;
    }
    if (happens(condition.share(Kind.NOX_ABSENT), second)) {
      told = Double.NaN;
    }
    body.set(Slot.NOX_DOWN_PPM, told);
  }

  private void heat(Condition condition, StreamBody body) {
    // A resistor in the sensor's place follows the warmth of the engine bay, not the exhaust.
    warmth += -warmth / 400 + 0.7 * random.nextGaussian();
    double inlet = body.value(Slot.SCR_IN_C);
    if (!Double.isNaN(inlet)) {
      double stuck = mixed(inlet, low + 120 * still, condition.share(Kind.INLET_FROZEN));
      body.set(
          Slot.SCR_IN_C, mixed(stuck, low + 40 + warmth, condition.share(Kind.INLET_UNRELATED)));
    }
    double coolant = body.value(Slot.COOLANT_C);
    if (!Double.isNaN(coolant)) {
      body.set(Slot.COOLANT_C, mixed(coolant, 82, condition.share(Kind.COOLANT_FROZEN)));
    }
  }

  private static void filter(Condition condition, StreamBody body) {
    double pressure = body.value(Slot.DPF_DP_KPA);
    if (!Double.isNaN(pressure)) {
      double left = 1 - 0.97 * condition.share(Kind.FILTER_REMOVED);
      double more = 1 + 14 * condition.share(Kind.FILTER_BLOCKED);
      body.set(Slot.DPF_DP_KPA, pressure * left * more);
    }
  }

  /** An emulated level falls slowly and leaps up now and then while the truck drives. */
  private void level(Condition condition, Sensors.Seen seen, StreamBody body) {
    double rising = condition.share(Kind.REAGENT_RISING);
    if (rising == 0) {
      return;
    }
    level = Double.isNaN(level) ? 50 + 20 * still : level;
    if (seen.motion().metresPerSecond() > 8) {
      level -= (5 + 35 * rising) / LEAP_S;
      if (++sinceLeap >= LEAP_S) {
        sinceLeap = 0;
        level += 5 + 35 * rising;
      }
    }
    body.set(Slot.REAGENT_PCT, level);
  }

  private void place(Condition condition, StreamBody body) {
    double longitude = body.value(Slot.LONGITUDE_DEG);
    double latitude = body.value(Slot.LATITUDE_DEG);
    double away = 8 * condition.share(Kind.POSITION_ELSEWHERE);
    double jumps = condition.share(Kind.POSITION_JUMPS);
    if (jumps > 0) {
      jumping = jumping > 0 ? jumping - 1 : random.nextDouble() < jumps / 900 ? 60 : 0;
      away += jumping > 0 ? 0.5 + still : 0;
    }
    if (away > 0) {
      body.set(Slot.LONGITUDE_DEG, longitude - 0.6 * away).set(Slot.LATITUDE_DEG, latitude + away);
    }
    double fixed = condition.share(Kind.POSITION_FIXED);
    if (fixed > 0) {
      fixedLongitude = Double.isNaN(fixedLongitude) ? longitude : fixedLongitude;
      fixedLatitude = fixedLatitude == 0 ? latitude : fixedLatitude;
      body.set(Slot.LONGITUDE_DEG, mixed(longitude, fixedLongitude, fixed))
          .set(Slot.LATITUDE_DEG, mixed(latitude, fixedLatitude, fixed));
    }
  }

  private static double mixed(double sound, double forged, double share) {
    return sound + share * (forged - sound);
  }

  /** True in so many of the spells of ten minutes; the same ones each time it is asked. */
  private static boolean happens(double share, long second) {
    long spell = second / SPELL_S * 0x9E37_79B9_7F4A_7C15L;
    return share > 0 && ((spell ^ (spell >>> 29)) & 0xFFFF) < share * 0x1_0000;
  }
}

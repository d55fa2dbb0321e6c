package lantian.deploy.simulate.world;

import java.util.random.RandomGenerator;
import lantian.deploy.simulate.wire.Sample;
import org.jspecify.annotations.Nullable;

/**
 * What terminal and network leave of the items (终端与网络缺陷): holes, records thinned to one a minute
 * after an outage, words that are no measurements.
 */
final class TerminalFlaws {
  private static final int SPEED_AT = 0;
  private static final int TORQUE_AT = 3;
  private static final int ODOMETER_AT = 33;

  private final RandomGenerator random;
  private final boolean lossy;
  private final boolean thinned;
  private final boolean boastful;
  private int hole;
  private int thin;
  private boolean first = true;

  TerminalFlaws(RandomGenerator random, @Nullable HardCase hardCase) {
    this.random = random;
    this.lossy = hardCase == HardCase.LOSSY;
    this.thinned = hardCase == HardCase.THINNED;
    this.boastful = random.nextInt(20) == 0;
  }

  /** The engine is started. */
  void start() {
    first = true;
  }

  /** True if the items of this second arrive at all; called once a second. */
  boolean arrives(long second) {
    if (hole == 0 && random.nextInt(lossy ? 4_500 : 9_000) == 0) {
      hole = lossy ? 120 + random.nextInt(780) : 10 + random.nextInt(80);
    }
    if (thin == 0 && random.nextInt(thinned ? 5_000 : 120_000) == 0) {
      thin = 600 + random.nextInt(2_400);
    }
    hole = Math.max(0, hole - 1);
    thin = Math.max(0, thin - 1);
    return hole == 0 && (thin == 0 || second % 60 == 0);
  }

  /** The body as it arrives; changed in place, or another. */
  byte[] spoil(Sample sample) {
    byte[] body = sample.body();
    if (sample.type() != Sample.STREAM) {
      return body;
    }
    if (first) {
      first = false;
      if (boastful) {
        return greatest(zero(body));
      }
    }
    return random.nextInt(4_000) == 0 ? error(body) : body;
  }

  /** The first torque after the start is raw 0, which no engine has. */
  private static byte[] zero(byte[] body) {
    byte[] out = body.clone();
    out[TORQUE_AT] = 0;
    return out;
  }

  /** An odometer that stands at its greatest word for one record. */
  private static byte[] greatest(byte[] body) {
    body[ODOMETER_AT] = (byte) 0xFA;
    for (int i = 1; i < 4; i++) {
      body[ODOMETER_AT + i] = (byte) 0xFF;
    }
    return body;
  }

  /** Another controller answers with an error instead of the speed. */
  private static byte[] error(byte[] body) {
    byte[] out = body.clone();
    out[SPEED_AT] = (byte) 0xFE;
    out[SPEED_AT + 1] = (byte) 0xFF;
    return out;
  }
}

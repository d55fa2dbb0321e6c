package lantian.deploy.simulate;

import java.time.Instant;
import java.time.InstantSource;

/** How fast the seconds of a fleet go by (节奏). */
public interface Pace {
  /** The current epoch second. */
  long second();

  /** Waits until this second is over. */
  void past(long second) throws InterruptedException;

  /** Real speed by a clock. */
  static Pace real(InstantSource clock) {
    return new Pace() {
      @Override
      public long second() {
        return clock.instant().getEpochSecond();
      }

      @Override
      public void past(long second) throws InterruptedException {
        Instant end = Instant.ofEpochSecond(second + 1);
        long millis = end.toEpochMilli() - clock.millis();
        if (millis > 0) {
          Thread.sleep(millis);
        }
      }
    };
  }
}

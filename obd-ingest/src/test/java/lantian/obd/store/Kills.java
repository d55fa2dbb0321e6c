package lantian.obd.store;

import java.util.SplittableRandom;

/**
 * Ends the projector at a place, the first time it gets there and again at seeded arrivals, as a
 * kill would; at last it lets it go on.
 */
final class Kills implements CrashPoint {
  private static final int MOST_ARRIVALS = 6;

  private final Place place;
  private final Runnable before;
  private final SplittableRandom random;
  private int left;
  private int arrivals = 1;

  /** Nothing of the projector catches it. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed(Place place) {
      super("killed at " + place, null, false, false);
    }
  }

  /**
   * Kills to come.
   *
   * @param place where
   * @param count how often
   * @param before run right before each kill
   */
  Kills(Place place, int count, Runnable before) {
    this.place = place;
    this.before = before;
    this.random = new SplittableRandom(place.name().hashCode());
    this.left = count;
  }

  private int next() {
    return 1 + random.nextInt(MOST_ARRIVALS);
  }

  @Override
  public synchronized void reached(Place at) {
    if (at == place && left > 0 && --arrivals == 0) {
      left--;
      arrivals = next();
      before.run();
      throw new Killed(place);
    }
  }

  /** Kills that have not happened. */
  synchronized int left() {
    return left;
  }
}

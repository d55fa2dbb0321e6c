package lantian.obd.store;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Strangers send hundreds of other bodies for a truck's seconds: all are stored, and what is found
 * is what a naive judge finds in everything.
 */
class FloodIT {
  private static final int TRUCKS = 4;
  private static final int SECONDS = 60;
  private static final int BODIES = 150;

  @ParameterizedTest
  @ValueSource(ints = {8_100, 8_200})
  void findsTheSame(int from) {
    try (Rig rig = new Rig()) {
      Convoy convoy =
          new Convoy(
              rig,
              from,
              TRUCKS,
              truck -> {
                truck.flood(SECONDS, BODIES);
                return truck.shuffledItems();
              });
      int batches = 0;
      while (convoy.feed()) {
        if (++batches % 60 == 0) {
          rig.kill();
          rig.restart();
        }
      }
      rig.settle();
      convoy.check();
    }
  }
}

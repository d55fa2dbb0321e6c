package lantian.obd.store;

import org.junit.jupiter.api.Test;

/** The same packets in any order, with any batching, come to what a naive judge finds. */
class SeedIT {
  /** How the copies of a truck come. */
  private enum Manner {
    ORDERED,
    SHUFFLED_PACKETS,
    SHUFFLED_ITEMS
  }

  @Test
  void inOrder() {
    run(1, 100, Manner.ORDERED, false);
  }

  @Test
  void inOrderAndKilled() {
    run(101, 100, Manner.ORDERED, true);
  }

  @Test
  void shuffledAndKilled() {
    run(201, 100, Manner.SHUFFLED_PACKETS, true);
  }

  @Test
  void torn() {
    run(301, 10, Manner.SHUFFLED_ITEMS, true);
  }

  private static void run(int from, int count, Manner manner, boolean kill) {
    try (Rig rig = new Rig()) {
      Convoy convoy =
          new Convoy(
              rig,
              from,
              count,
              switch (manner) {
                case ORDERED -> Truck::ordered;
                case SHUFFLED_PACKETS -> Truck::shuffledPackets;
                case SHUFFLED_ITEMS -> Truck::shuffledItems;
              });
      int batches = 0;
      do {
        if (kill && ++batches % 150 == 0) {
          rig.kill();
          rig.restart();
        }
      } while (convoy.feed());
      rig.settle();
      convoy.check();
    }
  }
}

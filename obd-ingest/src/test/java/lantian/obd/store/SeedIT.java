package lantian.obd.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
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
    SplittableRandom random = new SplittableRandom(from);
    try (Rig rig = new Rig()) {
      List<Truck> trucks = new ArrayList<>();
      List<List<MemoryLog.Draft>> left = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Truck truck = new Truck(from + i);
        rig.register.file(truck.vin, truck.filings());
        trucks.add(truck);
        left.add(
            new ArrayList<>(
                switch (manner) {
                  case ORDERED -> truck.ordered();
                  case SHUFFLED_PACKETS -> truck.shuffledPackets();
                  case SHUFFLED_ITEMS -> truck.shuffledItems();
                }));
      }
      int batches = 0;
      while (!left.isEmpty()) {
        if (kill && ++batches % 150 == 0) {
          rig.kill();
          rig.restart();
        }
        rig.feed(new LaneKey(1, random.nextInt(2)), batch(left, random));
      }
      rig.settle();
      for (Truck truck : trucks) {
        assertThat(rig.findings(truck.vin).values())
            .as("seed of " + truck.vin)
            .containsExactlyInAnyOrderElementsOf(truck.expected().values());
      }
    }
  }

  private static List<MemoryLog.Draft> batch(
      List<List<MemoryLog.Draft>> left, SplittableRandom random) {
    List<MemoryLog.Draft> batch = new ArrayList<>();
    for (int i = random.nextInt(400); i >= 0 && !left.isEmpty(); i--) {
      List<MemoryLog.Draft> one = left.get(random.nextInt(left.size()));
      batch.add(one.removeFirst());
      if (one.isEmpty()) {
        left.remove(one);
      }
    }
    return batch;
  }
}

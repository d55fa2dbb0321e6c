package lantian.obd.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import lantian.obd.chunk.Chunks;
import lantian.proto.Vin;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class RebuildIT {
  private static final int SEED = 3_001;
  private static final int TRUCKS = 2;

  @Test
  void findingsThatFollowAgainStayAndOthersAreWithdrawn() {
    try (Rig rig = fed()) {
      SortedSet<String> before = standing(rig);
      assertThat(before).isNotEmpty();
      Document orphan = orphan(rig);
      rebuild(rig);
      assertThat(rig.store.database().getCollection(Chunks.NAME).countDocuments()).isZero();
      rig.restart();
      settle(rig);
      assertThat(standing(rig)).isEqualTo(before);
      Document now =
          rig.store
              .collection(Store.Name.FINDINGS)
              .find(new Document("_id", orphan.getString("_id")))
              .first();
      assertThat(now).isNotNull();
      assertThat(now).containsEntry("state", "WITHDRAWN");
      assertThat(now).containsEntry("revision", orphan.getInteger("revision") + 1);
    }
  }

  @Test
  void aKillBetweenAnyTwoStepsLosesNothing() {
    for (Store.Name last : List.of(Store.Name.PROGRESS, Store.Name.VEHICLES, Store.Name.EVENTS)) {
      try (Rig rig = fed()) {
        SortedSet<String> before = standing(rig);
        long chunks = rig.store.database().getCollection(Chunks.NAME).countDocuments();
        rig.kill();
        // As far as the steps go: watermarks, then vehicles, then the rest, the chunks last.
        new Cursors(rig.store.collection(Store.Name.CURSORS)).write(RebuildFollower.NAME, true);
        rig.store.collection(Store.Name.PROGRESS).drop();
        if (last != Store.Name.PROGRESS) {
          rig.store.collection(Store.Name.VEHICLES).drop();
        }
        if (last == Store.Name.EVENTS) {
          rig.store.collection(Store.Name.DAYS).drop();
          rig.store.collection(Store.Name.PENDING).drop();
          rig.store.collection(Store.Name.CONFLICTS).drop();
          rig.store.collection(Store.Name.EVENTS).drop();
        }
        rig.store.create();
        rig.restart();
        settle(rig);
        assertThat(standing(rig)).as("killed after %s", last).isEqualTo(before);
        assertThat(rig.store.database().getCollection(Chunks.NAME).countDocuments())
            .isGreaterThanOrEqualTo(chunks);
      }
    }
  }

  private static Rig fed() {
    Rig rig = new Rig();
    Convoy convoy = new Convoy(rig, SEED, TRUCKS, Truck::ordered);
    while (convoy.feed()) {
      // All of it.
    }
    rig.settle();
    return rig;
  }

  private static void rebuild(Rig rig) {
    rig.kill();
    Rebuild.run(rig.store);
  }

  private static void settle(Rig rig) {
    Cursors cursors = new Cursors(rig.store.collection(Store.Name.CURSORS));
    Rig.await(() -> !cursors.read(RebuildFollower.NAME, Boolean.class).orElse(false));
    rig.settle();
  }

  /** A finding of a vehicle of which the log holds nothing. */
  private static Document orphan(Rig rig) {
    Document made =
        new ArrayList<>(
                rig.store
                    .collection(Store.Name.FINDINGS)
                    .find(new Document("state", new Document("$ne", "WITHDRAWN")))
                    .into(new ArrayList<>()))
            .getFirst();
    Document orphan = new Document(made);
    orphan.put("_id", "00000000000000000000000000000001");
    orphan.put("vin", new Vin("LSUZTEST0VIN00099").text());
    rig.store.collection(Store.Name.FINDINGS).insertOne(orphan);
    return orphan;
  }

  /** Findings that stand, with what they say. */
  private static SortedSet<String> standing(Rig rig) {
    SortedSet<String> standing = new TreeSet<>();
    for (Document finding : rig.store.collection(Store.Name.FINDINGS).find()) {
      if (!finding.getString("state").equals("WITHDRAWN")) {
        standing.add(finding.getString("_id") + finding.getString("canonical"));
      }
    }
    return standing;
  }
}

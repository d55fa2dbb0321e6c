package lantian.obd.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import lantian.obd.MongoSet;
import lantian.obd.chunk.Dossier;
import lantian.obd.chunk.OpenChunk;
import lantian.obd.chunk.PacketRef;
import lantian.obd.log.LogPosition;
import lantian.obd.packet.Profile;
import lantian.obd.rule.Judge;
import lantian.proto.Vin;
import org.junit.jupiter.api.Test;

class FleetIT {
  private static final Vin FAST = new Vin("LSUZTEST0VIN00001");
  private static final Vin SILENT = new Vin("LSUZTEST0VIN00002");
  private static final int WINDOWS = 300;

  /**
   * A terminal that sends its past runs through many chunks a second, while the chunk of a silent
   * one stays open: only open chunks may stay in memory, however long it takes until they are old,
   * and although the silent one told a day together with them.
   */
  @Test
  void chunksThatAreWrittenAreNotHeldAnyMore() {
    Store store = new Store(MongoSet.shared().freshDatabase());
    store.create();
    Judge judge = new Judge(Rig.RULES);
    VehicleBook book = new VehicleBook(store.collection(Store.Name.VEHICLES), 1, judge);
    Fleet fleet =
        new Fleet(
            ProjectorSettings.DEFAULT, new Term(1, InstantSource.system(), CrashPoint.NONE), book);
    fleet.add(book.read(List.of(FAST, SILENT), judge, lane -> 0).values());
    fleet.open(vehicle(fleet, SILENT), 0);
    List<WeakReference<OpenChunk>> chunks = new ArrayList<>();
    for (int i = 0; i < WINDOWS; i++) {
      Window window = fleet.open(vehicle(fleet, FAST), (long) i * OpenChunk.SECONDS);
      chunks.add(new WeakReference<>(window.chunk()));
      if (i == WINDOWS / 2) {
        fleet.tell(vehicle(fleet, SILENT), 0, PendingDay.Reason.LATE);
      }
      fleet.sweep();
      fleet.stored(fleet.takeSet());
    }
    Rig.await(() -> {
      System.gc();
      return chunks.stream().filter(chunk -> chunk.get() != null).count()
          == fleet.openWindows() - 1;
    });
    assertThat(fleet.holding()).isEqualTo(Set.of(FAST, SILENT));
    assertThat(fleet.openWindows()).isLessThan(6);
  }

  /**
   * A vehicle's latest state is written with its chunks, and else every half minute: writing it
   * with a chunk begins the half minute anew, and does not add one.
   */
  @Test
  void theLatestStateIsNotWrittenMoreOftenForEveryChunkThatWas() {
    Store store = new Store(MongoSet.shared().freshDatabase());
    store.create();
    Judge judge = new Judge(Rig.RULES);
    VehicleBook book = new VehicleBook(store.collection(Store.Name.VEHICLES), 1, judge);
    AtomicLong now = new AtomicLong(1_790_000_000_000L);
    InstantSource clock = () -> Instant.ofEpochMilli(now.get());
    Fleet fleet = new Fleet(ProjectorSettings.DEFAULT, new Term(1, clock, CrashPoint.NONE), book);
    fleet.add(book.read(List.of(FAST), judge, lane -> 0).values());
    Vehicle vehicle = vehicle(fleet, FAST);
    int chunks = 0;
    int images = 0;
    for (int second = 0; second < 3_600; second += 10) {
      fleet.open(vehicle, second);
      fleet.changed(vehicle);
      fleet.sweep();
      FlushSet set = fleet.takeSet();
      chunks += set.chunks().size();
      images += set.images().size();
      fleet.stored(set);
      now.addAndGet(10_000);
    }
    assertThat(chunks).isBetween(10, 12);
    assertThat(images).isBetween(3_600 / 40, 3_600 / 30 + chunks);
  }

  /**
   * A packet that needs one chunk more than a vehicle may have open drives the oldest one out. What
   * is then written must not say that the packet is stored: it is in memory only.
   */
  @Test
  void aPacketThatDrivesOutAChunkIsNotSaidToBeStoredWithIt() {
    Store store = new Store(MongoSet.shared().freshDatabase());
    store.create();
    Judge judge = new Judge(Rig.RULES);
    VehicleBook book = new VehicleBook(store.collection(Store.Name.VEHICLES), 1, judge);
    Term term = new Term(1, InstantSource.system(), CrashPoint.NONE);
    Fleet fleet = new Fleet(ProjectorSettings.DEFAULT, term, book);
    fleet.add(book.read(List.of(FAST), judge, lane -> 0).values());
    Vehicle vehicle = vehicle(fleet, FAST);
    Intake intake = new Intake(judge, fleet, fleet);
    for (int window = 0; window < 4; window++) {
      take(intake, vehicle, new LogPosition(1, 0, window, 0), window * OpenChunk.SECONDS);
    }
    LogPosition driving = new LogPosition(1, 1, 0, 0);
    take(intake, vehicle, driving, 4 * OpenChunk.SECONDS);
    FlushSet set = fleet.takeSet();
    assertThat(set.chunks()).as("driven out").hasSize(1);
    book.write(set.images());
    Vehicle afterKill = book.read(List.of(FAST), judge, lane -> 0).values().iterator().next();
    assertThat(afterKill.applied.reach(new LogPosition(1, 0, 0, 0)))
        .as("the packet in the chunk that was driven out")
        .isEqualTo(Applied.Need.NOTHING);
    assertThat(afterKill.applied.reach(driving)).isEqualTo(Applied.Need.CHUNK);
  }

  private static void take(Intake intake, Vehicle vehicle, LogPosition position, int second) {
    Contents contents = new Contents();
    byte[] unit = new byte[OpenChunk.STREAM_LENGTH];
    contents.clear(unit);
    contents.add(second, 2, 0, unit.length);
    PacketRef packet = new PacketRef(position, second * 1_000L, "", 0, Profile.HJ1239, 1);
    vehicle.dossier = Dossier.UNFILED;
    Applied.Need need = vehicle.applied.reach(position);
    HeldBatch held =
        new HeldBatch(Applied.lane(position.writer(), position.lane()), second * 1_000L, 1);
    intake.take(vehicle, contents, packet, held, need);
  }

  private static Vehicle vehicle(Fleet fleet, Vin vin) {
    return java.util.Objects.requireNonNull(fleet.find(vin));
  }
}

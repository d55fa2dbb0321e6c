package lantian.obd.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import lantian.obd.chunk.Chunks;
import lantian.proto.Vin;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Judged days and findings hold by themselves, however their frames came, until one is touched. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StandingIT {
  private static final int FIRST_SEED = 3_001;
  private static final int TRUCKS = 12;

  private final Rig rig = new Rig();
  private final MongoCollection<Document> days = rig.store.collection(Store.Name.DAYS);
  private final MongoCollection<Document> findings = rig.store.collection(Store.Name.FINDINGS);

  @BeforeAll
  void feed() {
    Convoy convoy = new Convoy(rig, FIRST_SEED, TRUCKS, Truck::shuffledPackets);
    while (convoy.feed()) {
      // All of it.
    }
    rig.settle();
  }

  @AfterAll
  void close() {
    rig.close();
  }

  @Test
  void untouchedOnesHold() {
    List<Standing> judged = days();
    assertThat(judged).hasSizeGreaterThan(TRUCKS).allMatch(day -> day.fault() == null);
    assertThat(judged).allMatch(day -> day.key().matches("[0-9a-f]{16}/\\d{8}"));
    assertThat(findings()).hasSizeGreaterThan(3).allMatch(finding -> finding.fault() == null);
  }

  /** A packet that would clear the owner is taken away together with its chunks. */
  @Test
  void aDayThatLostPacketsIsNamed() {
    Document day = Objects.requireNonNull(days.find(closed()).first());
    DayKey key = DayKey.of(day.get("_id", Binary.class).getData());
    MongoCollection<Document> chunks = rig.database.getCollection(Chunks.NAME);
    // All of the day: a packet at the turn of an hour is listed by the chunks on both sides.
    List<Document> lost =
        chunks.find().into(new ArrayList<>()).stream().filter(each -> of(each, key)).toList();
    lost.forEach(chunk -> chunks.deleteOne(Filters.eq("_id", chunk.get("_id"))));
    assertThat(days())
        .filteredOn(each -> each.fault() != null)
        .singleElement()
        .satisfies(each -> {
          assertThat(each.key())
              .isEqualTo(ContentDigest.hidden(key.vin().text()) + "/" + yyyymmdd(day));
          assertThat(each.fault()).isEqualTo("its packets are not those that were sealed");
        });
    chunks.insertMany(lost);
    assertThat(days()).allMatch(each -> each.fault() == null);
  }

  @Test
  void aPacketThatIsNotInTheLogIsNamed() {
    List<Standing> all = new ArrayList<>();
    new DayStanding(rig.store).all(packet -> packet.sequence() != 0, count -> {}, all::add);
    assertThat(all)
        .filteredOn(each -> each.fault() != null)
        .isNotEmpty()
        .allMatch(each -> String.valueOf(each.fault()).endsWith("is not in the log"));
  }

  @Test
  void aFindingWhoseFigureWasChangedIsNamed() {
    Document finding =
        Objects.requireNonNull(findings.find(Filters.ne("state", "WITHDRAWN")).first());
    String id = finding.getString("_id");
    findings.updateOne(Filters.eq(id), Updates.inc("measured", 1.0));
    expect(id, "its fields are not those of its canonical form");
    findings.replaceOne(Filters.eq(id), finding);
    assertThat(findings()).allMatch(each -> each.fault() == null);
  }

  @Test
  void aFindingThatNoDayTellsIsNamed() {
    Document finding =
        Objects.requireNonNull(findings.find(Filters.ne("state", "WITHDRAWN")).first());
    String id = finding.getString("_id");
    List<Document> telling = days.find(Filters.eq("findings.id", id)).into(new ArrayList<>());
    days.updateMany(
        Filters.eq("findings.id", id), Updates.pull("findings", new Document("id", id)));
    expect(id, "no judged day tells it");
    telling.forEach(day -> days.replaceOne(Filters.eq(day.get("_id")), day));
    assertThat(findings()).allMatch(each -> each.fault() == null);
  }

  private void expect(String id, String fault) {
    assertThat(findings())
        .filteredOn(each -> each.fault() != null)
        .singleElement()
        .satisfies(each -> {
          assertThat(each.key()).isEqualTo(id);
          assertThat(each.fault()).isEqualTo(fault);
        });
  }

  /** A day before the vehicle's newest. */
  private Bson closed() {
    List<Document> newest = new ArrayList<>();
    rig.store
        .collection(Store.Name.VEHICLES)
        .find()
        .forEach(vehicle ->
            newest.add(
                new Document("vin", vehicle.getString("_id")).append("day", vehicle.get("day"))));
    return Filters.and(Filters.gt("packets", 3), Filters.nor(List.copyOf(newest)));
  }

  private static boolean of(Document chunk, DayKey key) {
    byte[] id = chunk.get("_id", Binary.class).getData();
    long start = Integer.toUnsignedLong(ByteBuffer.wrap(id).getInt(17));
    return Vin.of(id, 0).equals(key.vin()) && start >= key.start() && start < key.end();
  }

  private static int yyyymmdd(Document day) {
    byte[] id = day.get("_id", Binary.class).getData();
    return ByteBuffer.wrap(id).getInt(17);
  }

  private List<Standing> days() {
    List<Standing> all = new ArrayList<>();
    new DayStanding(rig.store).all(packet -> true, count -> {}, all::add);
    return all;
  }

  private List<Standing> findings() {
    List<Standing> all = new ArrayList<>();
    new FindingStanding(rig.store).all(all::add);
    return all;
  }
}

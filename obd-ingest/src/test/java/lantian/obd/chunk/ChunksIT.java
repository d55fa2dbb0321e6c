package lantian.obd.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import lantian.obd.MongoSet;
import lantian.obd.log.LogPosition;
import lantian.obd.packet.Profile;
import lantian.proto.Vin;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChunksIT {
  private static final Vin VIN = new Vin("LSUZTEST0VIN00002");
  private static final Vin BEFORE = new Vin("LSUZTEST0VIN00001");
  private static final Vin BEHIND = new Vin("LSUZTEST0VIN00003");
  private static final long START = Samples.START;
  private static final byte[] BODY = new byte[37];

  private MongoDatabase database = MongoSet.shared().freshDatabase();
  private Chunks chunks = new Chunks(database);
  private int counter;

  @BeforeEach
  void create() {
    Chunks.create(database);
    Chunks.create(database);
    chunks = new Chunks(database);
  }

  @Test
  void aRangeHoldsExactlyTheFiveMinutesItTouches() {
    for (Vin vin : List.of(BEFORE, VIN, BEHIND)) {
      for (int window = -2; window <= 2; window++) {
        chunks.write(List.of(document(vin, START + window * 300L, 7)));
      }
    }
    assertThat(starts(START, START + 1)).containsExactly(START);
    assertThat(starts(START - 1, START)).containsExactly(START - 300);
    assertThat(starts(START - 1, START + 1)).containsExactly(START - 300, START);
    assertThat(starts(START, START + 300)).containsExactly(START);
    assertThat(starts(START, START + 301)).containsExactly(START, START + 300);
    assertThat(starts(START, START)).isEmpty();
    assertThat(starts(0, Long.MAX_VALUE)).hasSize(5).isSorted();
    assertThat(chunks.count(VIN)).isEqualTo(5);
  }

  @Test
  void vehiclesAreFoundOneBehindTheOther() {
    chunks.write(List.of(document(VIN, START, 7), document(BEHIND, START, 7)));
    chunks.write(List.of(document(VIN, START + 300, 7)));
    assertThat(chunks.vehicleBehind(null)).contains(VIN);
    assertThat(chunks.vehicleBehind(VIN)).contains(BEHIND);
    assertThat(chunks.vehicleBehind(BEHIND)).isEmpty();
  }

  @Test
  void writingABatchAgainAfterAFailureDoesNoHarm() {
    RawBsonDocument first = document(VIN, START, 7);
    RawBsonDocument second = document(VIN, START, 8);
    chunks.write(List.of(first));
    chunks.write(List.of(first, second));
    chunks.write(List.of());
    assertThat(chunks.count(VIN)).isEqualTo(2);
  }

  @Test
  void overlappingFragmentsBecomeTheirItems() {
    SplittableRandom random = new SplittableRandom(5);
    List<Samples.Item> items = Samples.crowded(random, 150, 30);
    List<RawBsonDocument> documents = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      List<Samples.Item> some = new ArrayList<>();
      for (Samples.Item item : items) {
        boolean here = OpenChunk.startOf(item.second()) == START + 300L * (i % 3);
        if (here && (random.nextInt(4) == 0 || i >= 17)) {
          some.add(item);
        }
      }
      if (!some.isEmpty()) {
        documents.add(document(VIN, chunk(some)));
      }
    }
    chunks.write(documents);
    List<String> told = new ArrayList<>();
    try (FragmentCursor stored = chunks.fragments(VIN, START + 40, START + 700)) {
      MergedItems merged =
          MergedItems.of(stored, List.of(), START + 40, START + 700, Samples.FILED);
      while (merged.next()) {
        told.add(MergedItemsTest.line(merged));
      }
    }
    assertThat(told).isEqualTo(NaiveMerge.told(items, START + 40, START + 700)).isNotEmpty();
  }

  @Test
  void sumsStandBesideTheColumns() {
    OpenChunk chunk = new OpenChunk(START);
    PacketRef packet = packet(1);
    for (int second = 0; second < 5; second++) {
      byte[] body = new byte[37];
      body[0] = (byte) second; // speed, upper byte: 0, 1, 2, 3 km/h
      body[5] = (byte) (second == 0 ? 0 : 0x10); // engine speed: off in the first
      body[11] = (byte) 0xFA; // downstream NOx 0xFA00 ...
      body[12] = (byte) (second == 2 ? 0xFF : second); // ... once saturated
      body[36] = (byte) (10 + second); // odometer
      if (second == 4) {
        java.util.Arrays.fill(body, (byte) 0xFF); // nothing is a measurement
      }
      chunk.add(packet, START + second, 2, body, 0, 37);
    }
    chunks.write(List.of(document(VIN, chunk)));
    Document stored = database.getCollection(Chunks.NAME).find().first();
    assertThat(stored)
        .containsEntry("n", 5)
        .containsEntry("first", START)
        .containsEntry("last", START + 4)
        .containsEntry("speedCount", 4)
        .containsEntry("speedSum", 256L * 6)
        .containsEntry("speedMax", 256 * 3)
        .containsEntry("running", 3)
        .containsEntry("noxCount", 3)
        .containsEntry("noxSum", 3 * 0xFA00L + 4)
        .containsEntry("noxMax", 0xFA03)
        .containsEntry("odometerFirst", 10L)
        .containsEntry("odometerLast", 13L)
        .doesNotContainKey("clashes");
  }

  private List<Long> starts(long from, long to) {
    List<Long> starts = new ArrayList<>();
    try (FragmentCursor stored = chunks.fragments(VIN, from, to)) {
      stored.forEachRemaining(fragment -> starts.add(fragment.start()));
    }
    return starts;
  }

  private RawBsonDocument document(Vin vin, long start, int second) {
    OpenChunk chunk = new OpenChunk(start);
    chunk.add(packet(second), start + second, 2, BODY, 0, BODY.length);
    return document(vin, chunk);
  }

  private RawBsonDocument document(Vin vin, OpenChunk chunk) {
    return ChunkDocument.of(ChunkKey.of(vin, chunk.start(), -7, ++counter), chunk.freeze());
  }

  private static OpenChunk chunk(List<Samples.Item> items) {
    OpenChunk chunk = new OpenChunk(OpenChunk.startOf(items.get(0).second()));
    for (Samples.Item item : items) {
      chunk.add(item.packet(), item.second(), item.type(), item.body(), 0, item.body().length);
    }
    return chunk;
  }

  private static PacketRef packet(int sequence) {
    return new PacketRef(
        new LogPosition(1, 0, sequence, 0), START * 1000, "", 0, Profile.GB17691, 0);
  }
}

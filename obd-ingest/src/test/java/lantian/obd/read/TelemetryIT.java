package lantian.obd.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.mongodb.client.MongoDatabase;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import lantian.obd.MongoSet;
import lantian.obd.chunk.ChunkDocument;
import lantian.obd.chunk.ChunkKey;
import lantian.obd.chunk.Chunks;
import lantian.obd.chunk.OpenChunk;
import lantian.obd.chunk.OpenChunks;
import lantian.obd.chunk.PacketRef;
import lantian.obd.log.LogPosition;
import lantian.obd.packet.Profile;
import lantian.obd.packet.Quality;
import lantian.obd.packet.Signal;
import lantian.proto.Origin;
import lantian.proto.Vin;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class TelemetryIT {
  private static final Vin VIN = new Vin("LSUZTEST0VIN00001");
  private static final long START = 1_790_000_100L;
  private static final String ICCID = "89860000000000000001";
  private static final List<String> FIELDS = List.of("speedKmh", "scrDownNoxPpm", "lon", "odoKm");

  private final MongoDatabase database = MongoSet.shared().freshDatabase();
  private final FakeRegister register = new FakeRegister();
  private final List<RawBsonDocument> documents = new ArrayList<>();
  private int counter;

  private ObdRead read() {
    return new ObdRead(database, register, OpenChunks.NONE, InstantSource.system());
  }

  /** Samples at random seconds of half an hour, their chunks cut at random places. */
  private NavigableMap<Long, byte[]> store(SplittableRandom random) {
    NavigableMap<Long, byte[]> bodies = new TreeMap<>();
    for (int i = 0; i < 1500; i++) {
      bodies.put(START + random.nextInt(1800), body(random));
    }
    OpenChunk chunk = new OpenChunk(OpenChunk.startOf(START));
    for (var entry : bodies.entrySet()) {
      long start = OpenChunk.startOf(entry.getKey());
      if (chunk.start() != start || random.nextInt(100) == 0) {
        add(chunk);
        chunk = new OpenChunk(start);
      }
      chunk.add(packet(entry.getKey(), ICCID), entry.getKey(), 2, entry.getValue(), 0, 37);
    }
    add(chunk);
    Chunks.create(database);
    new Chunks(database).write(documents);
    return bodies;
  }

  private void add(OpenChunk chunk) {
    if (chunk.size() > 0) {
      documents.add(
          ChunkDocument.of(ChunkKey.of(VIN, chunk.start(), 1, ++counter), chunk.freeze()));
    }
  }

  @RepeatedTest(5)
  void stepsHoldTheLeastAndTheGreatest(RepetitionInfo seed) {
    SplittableRandom random = new SplittableRandom(seed.getCurrentRepetition());
    NavigableMap<Long, byte[]> bodies = store(random);
    for (int step : List.of(1, 7, 60, 600)) {
      long from = START + random.nextInt(200);
      long to = from + random.nextInt(1, 1500);
      Telemetry told =
          read()
              .telemetry(VIN, Instant.ofEpochSecond(from), Instant.ofEpochSecond(to), FIELDS, step);
      NavigableMap<Long, byte[]> part = new TreeMap<>(bodies.subMap(from, to));
      assertThat(told.items()).isEqualTo(part.size());
      assertThat(told.seconds())
          .containsExactly(
              part.keySet().stream()
                  .mapToLong(second -> from + (second - from) / step * step)
                  .distinct()
                  .toArray());
      for (int f = 0; f < FIELDS.size(); f++) {
        Signal signal = Signal.byKey(FIELDS.get(f)).orElseThrow();
        compare(told, f, signal, part, step);
      }
    }
  }

  private static void compare(
      Telemetry told, int field, Signal signal, NavigableMap<Long, byte[]> part, int step) {
    Telemetry.Field column = told.fields().get(field);
    int usable = 0;
    int saturated = 0;
    for (int row = 0; row < told.seconds().length; row++) {
      double min = Double.NaN;
      double max = Double.NaN;
      long start = told.seconds()[row];
      for (byte[] body : part.subMap(start, start + step).values()) {
        long raw = signal.raw(body, 0);
        Quality quality = signal.quality(raw);
        usable += quality == Quality.VALID ? 1 : 0;
        saturated += quality == Quality.SATURATED ? 1 : 0;
        if (quality == Quality.VALID) {
          boolean west = signal == Signal.LONGITUDE && (body[24] & 4) != 0;
          double value = west ? -signal.value(raw) : signal.value(raw);
          min = Double.isNaN(min) ? value : Math.min(min, value);
          max = Double.isNaN(max) ? value : Math.max(max, value);
        }
      }
      assertThat(column.min()[row]).isEqualTo(Double.valueOf(min));
      assertThat(column.max()[row]).isEqualTo(Double.valueOf(max));
    }
    assertThat(column.quality().usable()).isEqualTo(usable);
    assertThat(column.quality().saturated()).isEqualTo(saturated);
    assertThat(column.unit()).isEqualTo(signal.word().unit());
  }

  @Test
  void saysWhoSentAndWhatItIs() {
    store(new SplittableRandom(1));
    Telemetry unfiled = all();
    assertThat(unfiled.verified()).isZero();
    assertThat(unfiled.origins()).containsExactly(Origin.MEASURED);
    register.file(VIN, ICCID, Origin.MODELLED);
    Telemetry filed = all();
    assertThat(filed.verified()).isEqualTo(filed.items()).isPositive();
    assertThat(filed.origins()).containsExactly(Origin.MODELLED);
    register.away = true;
    assertThat(all().verified()).isZero();
  }

  @Test
  void leavesOutConflictsAndCountsThem() {
    OpenChunk chunk = new OpenChunk(START);
    byte[] body = new byte[37];
    byte[] other = body.clone();
    other[0] = 1;
    chunk.add(packet(START, "x"), START, 2, body, 0, 37);
    chunk.add(packet(START + 1, "x"), START, 2, other, 0, 37);
    chunk.add(packet(START + 1, "x"), START + 1, 2, other, 0, 37);
    add(chunk);
    Chunks.create(database);
    new Chunks(database).write(documents);
    Telemetry told = all();
    assertThat(told.conflicts()).isEqualTo(1);
    assertThat(told.items()).isEqualTo(1);
    assertThat(told.fields().get(0).min()).containsExactly(1.0);
  }

  @Test
  void refusesWhatItCanNotAnswer() {
    Instant from = Instant.ofEpochSecond(START);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read().telemetry(VIN, from, from.plusSeconds(9), List.of("nox"), 1))
        .withMessageContaining("scrDownNoxPpm");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read().telemetry(VIN, from, from.plusSeconds(9), FIELDS, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read().telemetry(VIN, from, from.plusSeconds(200_000), FIELDS, 1));
  }

  private Telemetry all() {
    Instant from = Instant.ofEpochSecond(START);
    return read().telemetry(VIN, from, from.plusSeconds(1800), FIELDS, 60);
  }

  private static PacketRef packet(long second, String iccid) {
    LogPosition position = new LogPosition(1, 0, second / 10, (int) (second % 10));
    return new PacketRef(position, second * 1000, iccid, 0, Profile.GB17691, 1);
  }

  /** Ordinary, saturated and invalid words, east and west. */
  private static byte[] body(SplittableRandom random) {
    int[] words = {random.nextInt(0xFAFF), 0xFAFF, 0xFFFF, 0xFEFF};
    ByteBuffer body = ByteBuffer.allocate(37);
    body.putShort(0, (short) words[random.nextInt(4)]);
    body.putShort(11, (short) words[random.nextInt(4)]);
    body.put(24, (byte) (random.nextInt(2) * 4));
    body.putInt(25, random.nextInt(200_000_000));
    body.putInt(33, random.nextInt(10) == 0 ? 0xFAFF_FFFF : random.nextInt(10_000_000));
    return body.array();
  }
}

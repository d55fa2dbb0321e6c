package lantian.obd.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import lantian.obd.MongoSet;
import lantian.obd.filing.Filing;
import lantian.obd.filing.VehicleFacts;
import lantian.obd.log.Connection;
import lantian.obd.log.Feed;
import lantian.obd.log.LogReader;
import lantian.obd.log.LogSettings;
import lantian.obd.log.LogWriter;
import lantian.obd.packet.Profile;
import lantian.proto.Origin;
import lantian.proto.Vin;
import org.junit.jupiter.api.Test;

class FrameExportIT {
  private static final long AT = 1_790_000_000_000L;
  private static final long SINCE = AT + 150_000;

  private final MongoDatabase database = MongoSet.shared().freshDatabase();
  private final Set<String> sent = new LinkedHashSet<>();
  private int logged;

  /** Logs 300 different frames of 20 vehicles, a third of them several times and over two lanes. */
  private void log() throws InterruptedException {
    SplittableRandom random = new SplittableRandom(3);
    LogWriter writer =
        LogWriter.open(
            MongoSet.shared().client(),
            database.getName(),
            LogSettings.defaults(),
            batch -> {},
            new SimpleMeterRegistry(),
            failure -> {});
    try {
      for (int i = 0; i < 300; i++) {
        byte[] frame = frame(random.nextInt(20), random);
        sent.add(HexFormat.of().formatHex(frame));
        for (int copies = random.nextInt(3) == 0 ? 3 : 1; copies > 0; copies--) {
          append(writer, random.nextInt(2), AT + i * 1000L, frame);
        }
      }
      assertThat(writer.drain(Duration.ofSeconds(30))).isTrue();
    } finally {
      writer.close();
    }
  }

  private void append(LogWriter writer, int lane, long at, byte[] frame) {
    Connection connection =
        new Connection(lane, 0, Profile.GB17691, false, "192.0.2.1", "89860000000000000001");
    Feed feed = writer.feed(lane, connection, Runnable::run, new Deaf());
    assertThat(feed.append(at, 0, frame, 0, frame.length)).isTrue();
    feed.flush();
    logged++;
  }

  private static final class Deaf implements Feed.Hearing {
    @Override
    public void stored(int frames, long oldestNanos) {}

    @Override
    public void room() {}
  }

  @Test
  void everyDistinctFrameIsPrintedOnceInHoweverManyPasses() throws Exception {
    log();
    for (int remembered : List.of(FrameExport.REMEMBERED, 100, 7)) {
      List<JsonNode> lines = new ArrayList<>();
      new FrameExport(new LogReader(database), this::filed, remembered)
          .distinct(ExportFilter.ALL, line -> lines.add(json(line)));
      assertThat(lines)
          .extracting(line -> line.path("hex").asText())
          .containsExactlyInAnyOrderElementsOf(sent);
    }
  }

  @Test
  void theLogIsPrintedWithEveryRepetition() throws Exception {
    log();
    List<JsonNode> lines = new ArrayList<>();
    new FrameExport(new LogReader(database), this::filed, 100)
        .entries(ExportFilter.ALL, line -> lines.add(json(line)));
    assertThat(lines).hasSize(logged).hasSizeGreaterThan(sent.size());
    assertThat(lines.get(0).path("iccid").asText()).isEqualTo("89860000000000000001");
    assertThat(lines).extracting(line -> line.path("position").asText()).doesNotHaveDuplicates();
  }

  @Test
  void boundsAreTimesOfReceiptAndVinsThoseOfTheHeader() throws Exception {
    log();
    Vin vin = vin(4);
    Instant from = Instant.ofEpochMilli(AT + 50_000);
    Instant to = Instant.ofEpochMilli(AT + 100_000);
    List<JsonNode> lines = new ArrayList<>();
    FrameExport export = new FrameExport(new LogReader(database), this::filed, 1000);
    export.entries(new ExportFilter(vin, from, to), line -> lines.add(json(line)));
    assertThat(lines).isNotEmpty();
    for (JsonNode line : lines) {
      Instant received = java.time.OffsetDateTime.parse(line.path("received").asText()).toInstant();
      assertThat(received).isBetween(from, to.minusMillis(1));
      assertThat(line.path("vin").asText()).isEqualTo(vin.text());
    }
  }

  @Test
  void everyLineSaysTheOriginOfWhatTheTerminalSent() throws Exception {
    log();
    List<JsonNode> lines = new ArrayList<>();
    FrameExport export = new FrameExport(new LogReader(database), this::filed, 100);
    export.entries(ExportFilter.ALL, line -> lines.add(json(line)));
    export.distinct(ExportFilter.ALL, line -> lines.add(json(line)));
    for (JsonNode line : lines) {
      long received =
          java.time.OffsetDateTime.parse(line.path("received").asText()).toInstant().toEpochMilli();
      boolean modelled = line.path("vin").asText().equals(vin(4).text()) && received >= SINCE;
      assertThat(line.path("origin").asText()).isEqualTo(modelled ? "MODELLED" : "MEASURED");
    }
    assertThat(lines)
        .filteredOn(line -> line.path("vin").asText().equals(vin(4).text()))
        .extracting(line -> line.path("origin").asText())
        .contains("MODELLED", "MEASURED");
  }

  /** Vehicle 4 sends what a model made from the middle of the log on. */
  private List<Filing> filed(Vin vin) {
    VehicleFacts facts = new VehicleFacts("VI", "DIESEL", null, null, null, null);
    return vin.equals(vin(4))
        ? List.of(
            new Filing(
                vin,
                Instant.ofEpochMilli(SINCE),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                facts,
                Origin.MODELLED))
        : List.of();
  }

  private static JsonNode json(String line) {
    assertThat(line).doesNotContain("\n");
    try {
      return new ObjectMapper().readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static Vin vin(int number) {
    return new Vin("LEXPORT%010d".formatted(number));
  }

  private static byte[] frame(int vehicle, SplittableRandom random) {
    byte[] frame = new byte[25 + 40];
    random.nextBytes(frame);
    frame[0] = '#';
    frame[1] = '#';
    frame[2] = 2;
    System.arraycopy(vin(vehicle).bytes(), 0, frame, 3, Vin.LENGTH);
    frame[21] = 1;
    frame[22] = 0;
    frame[23] = 40;
    return frame;
  }
}

package lantian.obd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import lantian.obd.filing.ActiveRules;
import lantian.obd.filing.Filing;
import lantian.obd.filing.Register;
import lantian.obd.frame.Frame;
import lantian.obd.packet.Opener;
import lantian.obd.packet.Profile;
import lantian.obd.read.Export;
import lantian.obd.read.ExportFilter;
import lantian.obd.rule.StreamBody;
import lantian.obd.store.Rebuild;
import lantian.obd.store.Store;
import lantian.obd.store.WireFrames;
import lantian.obd.terminal.AckPolicy;
import lantian.obd.terminal.ListenerSettings;
import lantian.obd.terminal.TerminalSettings;
import lantian.proto.Vin;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/**
 * The whole room: a packet over a socket becomes an answer, a latest state, samples and its own
 * bytes again.
 */
class ObdIngestIT {
  private static final Vin VIN = new Vin("LSUZTEST0VIN00001");

  /** Knows no vehicle. */
  private static final Register NOBODY =
      new Register() {
        @Override
        public Map<Vin, List<Filing>> filings(Collection<Vin> vins) {
          return Map.of();
        }

        @Override
        public List<Change> changesAfter(long cursor, int limit) {
          return List.of();
        }
      };

  @Test
  void aPacketIsAnsweredShownExportedAndStillThereAfterARestart() throws Exception {
    String database = MongoSet.shared().freshDatabase().getName();
    byte[] packet = HexFormat.of().parseHex(vector("syn-gb-10-samples"));
    List<String> samples;
    try (ObdIngest room = start(database)) {
      assertThat(ask(room.addresses().getFirst(), packet)).isEqualTo(echo(packet));
      // Readers of the same process see what is not stored in chunks yet.
      await(() -> export(room, Export.SAMPLES).size() == 10);
      samples = export(room, Export.SAMPLES);
      room.drain(Duration.ofSeconds(20));
    }
    try (ObdIngest room = start(database)) {
      await(room.projecting()::caughtUp);
      assertThat(room.read().vehicle(VIN).orElseThrow().collected())
          .isEqualTo(Instant.parse("2023-05-18T01:30:09Z"));
      assertThat(export(room, Export.SAMPLES)).isEqualTo(samples);
      // Sent again: answered again, and the logical record does not change.
      assertThat(ask(room.addresses().getFirst(), packet)).isEqualTo(echo(packet));
      assertThat(export(room, Export.PACKETS))
          .hasSize(1)
          .first()
          .asString()
          .contains(vector("syn-gb-10-samples"));
      assertThat(export(room, Export.LOG)).hasSize(2);
      assertThat(export(room, Export.SAMPLES)).isEqualTo(samples);
    }
  }

  /** Fact 3 of the recorded trucks: stored signed, clamped at most in sums. */
  @Test
  void negativeNoxIsStoredAndExportedSigned() throws Exception {
    String database = MongoSet.shared().freshDatabase().getName();
    long second = Instant.parse("2026-03-01T00:00:00Z").getEpochSecond();
    byte[] body = new StreamBody().nox(3790).bytes();
    byte[] packet =
        WireFrames.realtime(VIN, second, List.of(new WireFrames.Body(second, 2, body))).copy();
    try (ObdIngest room = start(database)) {
      assertThat(ask(room.addresses().getFirst(), packet)).isEqualTo(echo(packet));
      await(() -> export(room, Export.SAMPLES).size() == 1);
      assertThat(export(room, Export.SAMPLES).getFirst()).contains("\"scrDownNoxPpm\":-10.5");
      room.drain(Duration.ofSeconds(20));
    }
    try (ObdIngest room = start(database)) {
      await(room.projecting()::caughtUp);
      assertThat(export(room, Export.SAMPLES).getFirst()).contains("\"scrDownNoxPpm\":-10.5");
    }
  }

  @Test
  void aDatabaseThatIsAwayHoldsTheEndUpNoLongerThanAllowed() throws Exception {
    Duration limit = Duration.ofSeconds(4);
    try (MongoSet set = MongoSet.start(1);
        ObdIngest room = start(set, set.freshDatabase().getName(), new SimpleMeterRegistry())) {
      byte[] packet = HexFormat.of().parseHex(vector("syn-gb-10-samples"));
      assertThat(ask(room.addresses().getFirst(), packet)).isEqualTo(echo(packet));
      set.pause();
      try (Socket socket =
          new Socket(InetAddress.getLoopbackAddress(), room.addresses().getFirst().getPort())) {
        socket.getOutputStream().write(packet);
        long start = System.nanoTime();
        room.drain(limit);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(limit.plusMillis(500));
        socket.setSoTimeout(1_000);
        assertThat(socket.getInputStream().read()).as("no answer without storage").isNegative();
      } finally {
        set.resume();
      }
    }
  }

  @Test
  void everyFrameIsAccountedForLiveAndFromTheDatabaseAlone() throws Exception {
    String database = MongoSet.shared().freshDatabase().getName();
    byte[] packet = HexFormat.of().parseHex(vector("syn-gb-10-samples"));
    byte[] untimely = packet.clone();
    untimely[Frame.HEADER + 1] = 13; // the month of the head time
    untimely[untimely.length - 1] ^= (byte) (packet[Frame.HEADER + 1] ^ 13);
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    try (ObdIngest room = start(database, meters)) {
      for (byte[] one : List.of(packet, packet, untimely)) {
        ask(room.addresses().getFirst(), one);
      }
      await(() -> read(meters, ObdMeter.FRAMES_LOGGED) == 3);
      assertThat(read(meters, ObdMeter.FRAMES_RECEIVED))
          .isEqualTo(3 + read(meters, ObdMeter.FRAMES_IN_FLIGHT));
      await(() -> balance(meters) == 3);
      assertThat(room.projecting().drain(Duration.ofSeconds(20))).isTrue();
      await(() -> balance(meters) == 3 && read(meters, ObdMeter.PROJECTOR_FRAMES_BEHIND) == 0);
      assertThat(read(meters, ObdMeter.PROJECTOR_QUARANTINED)).isOne();
    }
    SimpleMeterRegistry again = new SimpleMeterRegistry();
    try (ObdIngest room = start(database, again)) {
      await(room.projecting()::caughtUp);
      assertThat(logged(database)).isEqualTo(3);
      assertThat(balance(again)).isEqualTo(3);
      assertThat(read(again, ObdMeter.PROJECTOR_FRAMES_BEHIND)).isZero();
    }
  }

  /** The right side of: logged = projected + duplicates + quarantined + behind the watermark. */
  private static double balance(MeterRegistry meters) {
    return read(meters, ObdMeter.PROJECTOR_PROJECTED)
        + read(meters, ObdMeter.PROJECTOR_DUPLICATES)
        + read(meters, ObdMeter.PROJECTOR_QUARANTINED)
        + read(meters, ObdMeter.PROJECTOR_FRAMES_BEHIND);
  }

  private static double read(MeterRegistry meters, ObdMeter meter) {
    return meters.get(meter.id()).meters().stream()
        .mapToDouble(one -> one.measure().iterator().next().getValue())
        .sum();
  }

  /** Frames that stand in the log, counted batch by batch. */
  private static long logged(String database) {
    MongoDatabase stored = MongoSet.shared().client().getDatabase(database);
    long frames = 0;
    for (String name : stored.listCollectionNames()) {
      if (name.startsWith("obd_log_")) {
        for (Document batch : stored.getCollection(name).find()) {
          frames += batch.getInteger("n");
        }
      }
    }
    return frames;
  }

  @Test
  void recordsAreMadeAgainOfTheLogAlone() throws Exception {
    String database = MongoSet.shared().freshDatabase().getName();
    Store store = new Store(MongoSet.shared().client().getDatabase(database));
    byte[] packet = HexFormat.of().parseHex(vector("syn-gb-10-samples"));
    List<String> samples;
    try (ObdIngest room = start(database)) {
      ask(room.addresses().getFirst(), packet);
      await(() -> export(room, Export.SAMPLES).size() == 10);
      samples = export(room, Export.SAMPLES);
      assertThatThrownBy(() -> Rebuild.run(store))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("stop it");
      room.drain(Duration.ofSeconds(20));
    }
    Rebuild.run(store);
    assertThat(store.collection(Store.Name.VEHICLES).countDocuments()).isZero();
    try (ObdIngest room = start(database)) {
      await(() -> export(room, Export.SAMPLES).equals(samples));
    }
  }

  @Test
  void everyMeterStandsInTheOneListAndNoLabelNamesAVehicle() throws Exception {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    String database = MongoSet.shared().freshDatabase().getName();
    Set<String> listed =
        Arrays.stream(ObdMeter.values()).map(ObdMeter::id).collect(Collectors.toSet());
    byte[] packet = HexFormat.of().parseHex(vector("syn-gb-10-samples"));
    try (ObdIngest room = start(database, meters)) {
      ask(room.addresses().getFirst(), packet);
      await(() -> export(room, Export.SAMPLES).size() == 10);
      assertThat(meters.getMeters())
          .extracting(meter -> meter.getId().getName().replaceFirst("[.]histogram$", ""))
          .isSubsetOf(listed)
          .contains(ObdMeter.PROJECTOR_BEHIND.id(), ObdMeter.FRAMES_LOGGED.id());
      assertThat(meters.getMeters())
          .flatExtracting(meter -> meter.getId().getTags())
          .extracting(Tag::getValue)
          .noneMatch(value -> value.contains(VIN.text()));
    }
  }

  private static ObdIngest start(String database) {
    return start(database, new SimpleMeterRegistry());
  }

  private static ObdIngest start(String database, MeterRegistry meters) {
    return start(MongoSet.shared(), database, meters);
  }

  private static ObdIngest start(MongoSet set, String database, MeterRegistry meters) {
    ListenerSettings listener =
        new ListenerSettings("127.0.0.1", 0, Profile.GB17691, AckPolicy.ECHO, List.of(), null);
    ObdSettings usual = ObdSettings.defaults();
    TerminalSettings terminal = usual.terminal();
    ObdSettings settings =
        new ObdSettings(
            new TerminalSettings(
                List.of(listener),
                1,
                terminal.limits(),
                terminal.deadlines(),
                terminal.platformCommands()),
            usual.log(),
            usual.filing(),
            usual.projector());
    return new ObdIngest(
        settings,
        set.client(),
        database,
        NOBODY,
        ActiveRules.NONE,
        Opener.NONE,
        InstantSource.system(),
        meters,
        cause -> {});
  }

  private static byte[] ask(InetSocketAddress address, byte[] packet) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(packet);
      return socket.getInputStream().readNBytes(25);
    }
  }

  /** Bytes 0–20 as sent, plain, empty unit (spec clause 5). */
  private static byte[] echo(byte[] packet) {
    byte[] answer = new byte[25];
    System.arraycopy(packet, 0, answer, 0, 21);
    answer[21] = 1;
    for (int i = 2; i < 24; i++) {
      answer[24] ^= answer[i];
    }
    return answer;
  }

  private static List<String> export(ObdIngest room, Export what) {
    List<String> lines = new ArrayList<>();
    room.read().export(what, ExportFilter.ALL, lines::add);
    return lines;
  }

  private static String vector(String id) throws IOException {
    try (var in = ObdIngestIT.class.getResourceAsStream("packet/vectors.json")) {
      for (JsonNode vector :
          new ObjectMapper().readTree(Objects.requireNonNull(in)).get("vectors")) {
        if (vector.get("id").asText().equals(id)) {
          return vector.get("hex").asText();
        }
      }
    }
    throw new IllegalArgumentException(id);
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited 30 s in vain");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }
}

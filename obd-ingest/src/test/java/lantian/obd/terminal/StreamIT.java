package lantian.obd.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import lantian.obd.MongoSet;
import lantian.obd.ObdMeter;
import lantian.obd.frame.ForeignPacketsTest;
import lantian.obd.frame.Framer;
import lantian.obd.frame.Gathering;
import lantian.obd.log.LogEntry;
import lantian.obd.packet.PacketOutput;
import lantian.obd.packet.Packets;
import lantian.obd.packet.PlatformCommands;
import lantian.obd.packet.Profile;
import lantian.obd.packet.VectorsTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Published and damaged streams through the socket. */
class StreamIT {
  private static final Duration PARTIAL = Duration.ofMillis(150);

  @Test
  void everyVectorLogsTheFramesThatTheDecoderSees() {
    try (Port port = port(Profile.HJ1239)) {
      int frames = 0;
      double junk = 0;
      List<Peer> peers = new ArrayList<>();
      for (JsonNode vector : Wire.allVectors()) {
        Peer peer = port.connect(0);
        peers.add(peer);
        for (byte[] chunk : chunks(vector)) {
          peer.send(chunk);
        }
        peer.finish();
        frames += vector.at("/expected/frames").asInt();
        junk += vector.at("/expected/junkBytes").asInt();
      }
      peers.forEach(Peer::rest);
      assertThat(port.log.balance().received()).isEqualTo(frames);
      assertThat(port.count(ObdMeter.BYTES_JUNK)).isEqualTo(junk);
      assertThat(port.logged()).hasSize(frames);
      peers.forEach(Peer::close);
    }
  }

  /** Each vector to a port of its own profile: what is stored decodes as the vector says. */
  @Test
  void everyVectorIsStoredAsItDecodesAtAPortOfItsProfile() throws Exception {
    Map<Profile, Integer> ports =
        Map.of(
            Profile.GB17691, Setup.GB, Profile.HJ1239, Setup.HJ, Profile.PLATFORM, Setup.PLATFORM);
    TerminalSettings usual =
        Setup.with(LimitSettings.defaults(), Setup.deadlines(Duration.ofSeconds(30)));
    try (Port port = new Port(MongoSet.shared(), usual)) {
      int compared = 0;
      int vectorsDone = 0;
      for (JsonNode vector : VectorsTest.all().toList()) {
        Profile profile = VectorsTest.profile(vector);
        try (Peer peer = port.connect(Objects.requireNonNull(ports.get(profile)))) {
          chunks(vector).forEach(peer::send);
          peer.finish();
          peer.rest();
        }
        // A port that owes no answer closes before all is stored.
        Port.await(() -> port.log.balance().inFlight() == 0);
        // One connection each, in one lane: what is new is this vector's, in its order.
        int before = compared;
        JsonNode expected = vector.at("/expected/decoded");
        List<LogEntry> stored = ofConnection(port, vectorsDone++);
        assertThat(stored).as(vector.get("id").asText()).hasSize(expected.size());
        for (int i = 0; i < stored.size(); i++) {
          LogEntry entry = stored.get(i);
          assertThat(entry.connection().profile()).isEqualTo(profile);
          JsonNode decoded =
              new PacketOutput(new Packets(PlatformCommands.DEFAULT))
                  .frame(entry.frame(), entry.connection().profile(), null);
          VectorsTest.compare(vector.get("id").asText(), expected.get(i), decoded);
          compared++;
        }
        assertThat(compared - before).isEqualTo(vector.at("/expected/frames").asInt());
      }
      assertThat(compared).isEqualTo((int) port.log.balance().logged()).isGreaterThan(30);
    }
  }

  /** What the connection of this number, counted from 0, has sent. */
  private static List<LogEntry> ofConnection(Port port, int number) {
    return port.logged().stream().filter(e -> e.connection().id() == number + 1).toList();
  }

  @Test
  void foreignPacketsAloneNeverBecomeARecordAndHoldNothing() throws Exception {
    List<byte[]> packets = ForeignPacketsTest.packets();
    assertThat(packets).hasSize(3_204);
    try (Port port = port(Profile.GB17691);
        Complaints complaints = new Complaints()) {
      aloneEach(port, packets.subList(0, packets.size() / 2));
      long held = held();
      aloneEach(port, packets.subList(packets.size() / 2, packets.size()));
      assertThat(held() - held).as("bytes held after as many again").isLessThan(4 << 20);
      double bytes = packets.stream().mapToInt(p -> p.length).sum();
      assertThat(port.count(ObdMeter.CONNECTIONS_OPENED, "0")).isEqualTo(3_204);
      // A packet that shows its protocol is closed within the same read.
      assertThat(port.count(ObdMeter.BYTES_RECEIVED, "0")).isEqualTo(bytes);
      nothingRecorded(port, complaints);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"glued", "split"})
  void foreignPacketsInARowNeverBecomeARecordAndHoldNothing(String how) throws Exception {
    SplittableRandom random = new SplittableRandom(how.hashCode());
    byte[] all = Wire.join(ForeignPacketsTest.packets().toArray(byte[][]::new));
    // No deadline cuts in: where a port hangs up then depends on the bytes alone.
    TerminalSettings patient = Setup.one(Setup.answering(Profile.GB17691, AckPolicy.ECHO));
    try (Port port = new Port(MongoSet.shared(), withPartial(patient, Duration.ofMinutes(5)));
        Complaints complaints = new Complaints()) {
      int cuts = 0;
      for (int from = 0; from < all.length; ) {
        int to = recognised(all, from);
        try (Peer peer = port.connect(0)) {
          for (int at = from; at < to; ) {
            int length = Math.min(to - at, how.equals("split") ? 1 + random.nextInt(50) : to - at);
            peer.send(Arrays.copyOfRange(all, at, at + length));
            at += length;
          }
          if (to < all.length) {
            cuts++;
          } else {
            peer.finish();
          }
          // Hung up on, or let go: the next stretch begins with the next byte.
          assertThat(peer.rest()).isEmpty();
        }
        from = to;
      }
      assertThat(cuts).isPositive();
      assertThat(port.count(ObdMeter.CONNECTIONS_CLOSED, "hj212")).isEqualTo(cuts);
      assertThat(port.count(ObdMeter.BYTES_RECEIVED, "0")).isEqualTo(all.length);
      nothingRecorded(port, complaints);
    }
  }

  private static void aloneEach(Port port, List<byte[]> packets) throws InterruptedException {
    Semaphore atOnce = new Semaphore(40);
    Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (byte[] packet : packets) {
        atOnce.acquire();
        threads.execute(() -> {
          try (Peer peer = port.connect(0)) {
            peer.send(packet);
            finishQuietly(peer);
            assertThat(peer.rest()).isEmpty();
          } catch (RuntimeException | AssertionError e) {
            failures.add(e);
          } finally {
            atOnce.release();
          }
        });
      }
    }
    assertThat(failures).isEmpty();
    Port.await(() -> port.listeners.connections() == 0);
  }

  private static void finishQuietly(Peer peer) {
    try {
      peer.finish();
    } catch (java.io.UncheckedIOException closed) {
      // Recognised as another protocol: closed as it should be, after the packet was read.
    }
  }

  /** Where a stream that begins at {@code from} shows its protocol, or its end. */
  private static int recognised(byte[] all, int from) {
    Framer framer = new Framer(LimitSettings.defaults().unitBytes(), Long.MAX_VALUE / 2);
    Gathering out = new Gathering();
    for (int at = from; at < all.length; at++) {
      framer.feed(all, at, 1, 0, out);
      if (!out.foreign.isEmpty()) {
        return at + 1;
      }
    }
    return all.length;
  }

  private static void nothingRecorded(Port port, Complaints complaints) {
    Port.await(() -> port.listeners.connections() == 0);
    assertThat(port.logged()).isEmpty();
    assertThat(port.log.balance().received()).isZero();
    assertThat(port.gauge(ObdMeter.CONNECTIONS, "0")).isZero();
    assertThat(complaints.errors()).isEmpty();
  }

  /** Bytes that stay after a collection. */
  private static long held() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime now = Runtime.getRuntime();
    return now.totalMemory() - now.freeMemory();
  }

  @Test
  void aGoodFrameBehindDamageAlwaysArrives() {
    SplittableRandom random = new SplittableRandom(20261123);
    List<byte[]> vectors = new ArrayList<>();
    Wire.allVectors().forEach(v -> vectors.add(Wire.join(chunks(v).toArray(byte[][]::new))));
    try (Port port = port(Profile.HJ1239)) {
      List<Peer> peers = new ArrayList<>();
      List<String> answers = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        byte[] damaged = vectors.get(random.nextInt(vectors.size())).clone();
        if (random.nextBoolean()) {
          damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
        } else {
          damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length));
        }
        String vin = "LSUZGOODVIN%06d".formatted(i);
        peers.add(port.connect(0).send(damaged, Wire.realtime(vin, i)));
        answers.add(vin);
      }
      for (int i = 0; i < peers.size(); i++) {
        Peer peer = peers.get(i);
        String vin = Wire.hex(Wire.ascii(answers.get(i)));
        StringBuilder seen = new StringBuilder();
        Port.await(() -> {
          seen.append(peer.read(1));
          return seen.indexOf(vin) >= 0;
        });
        peer.close();
      }
    }
  }

  private static Port port(Profile profile) {
    TerminalSettings one = Setup.one(Setup.answering(profile, AckPolicy.ECHO));
    return new Port(MongoSet.shared(), withPartial(one, PARTIAL));
  }

  private static TerminalSettings withPartial(TerminalSettings one, Duration partial) {
    return new TerminalSettings(
        one.listeners(), 2, one.limits(), Setup.deadlines(partial), one.platformCommands());
  }

  private static List<byte[]> chunks(JsonNode vector) {
    List<byte[]> chunks = new ArrayList<>();
    JsonNode hex = vector.has("hexChunks") ? vector.get("hexChunks") : null;
    if (hex == null) {
      chunks.add(HexFormat.of().parseHex(vector.get("hex").asText()));
    } else {
      hex.forEach(chunk -> chunks.add(HexFormat.of().parseHex(chunk.asText())));
    }
    return chunks;
  }
}

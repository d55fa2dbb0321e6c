package lantian.obd.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import lantian.obd.MongoSet;
import lantian.obd.ObdMeter;
import lantian.obd.packet.Profile;
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

  @ParameterizedTest
  @ValueSource(strings = {"alone", "glued", "split"})
  void foreignPacketsNeverBecomeARecordAndHoldNothing(String how) throws Exception {
    SplittableRandom random = new SplittableRandom(how.hashCode());
    List<byte[]> packets = foreignPackets();
    try (Port port = port(Profile.GB17691)) {
      if (how.equals("alone")) {
        for (int i = 0; i < packets.size(); i += 20) {
          try (Peer peer = port.connect(0)) {
            sendAll(peer, packets.subList(i, Math.min(packets.size(), i + 20)));
          }
        }
      } else {
        byte[] all = Wire.join(packets.toArray(byte[][]::new));
        try (Peer peer = port.connect(0)) {
          for (int at = 0; at < all.length; ) {
            int most = how.equals("split") ? 50 : all.length;
            int length = Math.min(all.length - at, 1 + random.nextInt(most));
            sendAll(peer, List.of(java.util.Arrays.copyOfRange(all, at, at + length)));
            at += length;
          }
        }
      }
      Port.await(() -> port.listeners.connections() == 0);
      assertThat(port.logged()).isEmpty();
      assertThat(port.log.balance().received()).isZero();
    }
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
          damaged = java.util.Arrays.copyOf(damaged, random.nextInt(damaged.length));
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

  private static void sendAll(Peer peer, List<byte[]> packets) {
    try {
      packets.forEach(peer::send);
    } catch (java.io.UncheckedIOException closed) {
      // Recognised as another protocol: closed as it should be.
    }
  }

  private static Port port(Profile profile) {
    TerminalSettings one = Setup.one(Setup.answering(profile, AckPolicy.ECHO));
    return new Port(
        MongoSet.shared(),
        new TerminalSettings(
            one.listeners(), 2, one.limits(), Setup.deadlines(PARTIAL), one.platformCommands()));
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

  private static List<byte[]> foreignPackets() throws Exception {
    List<byte[]> packets = new ArrayList<>();
    ObjectMapper json = new ObjectMapper();
    try (InputStream file =
            Objects.requireNonNull(
                StreamIT.class.getResourceAsStream("/lantian/obd/frame/foreign-packets.jsonl.gz"));
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(file), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        packets.add(HexFormat.of().parseHex(json.readTree(line).get("hex").asText()));
      }
    }
    return packets;
  }
}

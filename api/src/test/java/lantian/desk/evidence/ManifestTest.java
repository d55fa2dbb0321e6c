package lantian.desk.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import lantian.desk.evidence.ManifestContent.EventLine;
import lantian.desk.evidence.ManifestContent.FileLine;
import lantian.desk.evidence.ManifestContent.FindingLine;
import lantian.desk.evidence.ManifestContent.PacketLine;
import lantian.desk.evidence.ManifestContent.RegisterLine;
import org.junit.jupiter.api.Test;

class ManifestTest {
  static ManifestContent content(int revision) {
    return new ManifestContent(
        new EventLine(revision, "confirm", "cc".repeat(32), "dd".repeat(32)),
        "vehicle",
        List.of(
            new FindingLine(
                "obd",
                "0123456789abcdef0123456789abcdef",
                revision,
                "OBD-NOX-LASTING",
                "2026-01",
                Map.of("measured", "612.5 ppm", "limit", "500.0 ppm", "reason", "氮氧化物持续超标"),
                List.of(
                    PacketLine.of(
                        "000000010000000000000000070003",
                        "2026-11-25T08:00:00+08:00",
                        "SIGNED",
                        "232302fe",
                        "{\"speedKmh\":62}")),
                1)),
        List.of(new RegisterLine("terminals", "f1", "2026-01-01T00:00:00+08:00", null)),
        List.of(new FileLine("scene", "aa".repeat(32), "bb".repeat(32), 70_000, "image/jpeg")),
        "0.1.0");
  }

  private static Manifest manifest() {
    return new Manifest(1, "c-7", 0, "2026-11-25T09:00:00+08:00", Manifest.NONE, content(2));
  }

  @Test
  void readsAsOneLineOfSortedKeys() {
    assertThat(new String(manifest().bytes(), StandardCharsets.UTF_8))
        .startsWith(
            "{\"at\":\"2026-11-25T09:00:00+08:00\",\"caseId\":\"c-7\",\"content\":{\"event\":{\"hash\":")
        .contains(
            "\"figures\":{\"limit\":\"500.0 ppm\",\"measured\":\"612.5 ppm\",\"reason\":\"氮氧化物持续超标\"}")
        .contains("\"validTo\":null")
        .endsWith("\"form\":1,\"previous\":\"" + "0".repeat(64) + "\",\"sequence\":0}");
  }

  @Test
  void comesBackAsItWas() throws Exception {
    assertThat(Manifest.read(manifest().bytes())).isEqualTo(manifest());
  }

  /** Every byte counts: no two texts are the same manifest. */
  @Test
  void anotherFormOfTheSameIsRefused() {
    String text = new String(manifest().bytes(), StandardCharsets.UTF_8);
    for (String other :
        new String[] {
          text.replace("\"form\":1", "\"form\": 1"),
          text.replace("\"form\":1", "\"form\":1.0"),
          text.replace("\"form\":1", "\"form\":1,\"more\":2"),
          text.replace("\"form\":1,", ""),
          text.replace("\"form\":1", "\"form\":1,\"form\":1"),
          text.replace("\"sequence\":0", "\"sequence\":null"),
          text.replace("持", "\\u6301"),
          text + "\n",
          text + text,
          text.substring(0, text.length() - 1),
        }) {
      assertThatThrownBy(() -> Manifest.read(other.getBytes(StandardCharsets.UTF_8)))
          .as(other)
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void anyFlippedBitIsAnotherManifestOrNone() {
    SplittableRandom random = new SplittableRandom(1);
    byte[] bytes = manifest().bytes();
    for (int i = 0; i < 2_000; i++) {
      byte[] flipped = bytes.clone();
      flipped[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        assertThat(Manifest.read(flipped).hash()).isNotEqualTo(manifest().hash());
      } catch (IOException unreadable) {
        assertThat(unreadable).isNotNull();
      }
    }
  }

  @Test
  void aPacketHoldsItsDigests() {
    PacketLine packet = content(1).findings().getFirst().packets().getFirst();
    assertThat(packet.size()).isEqualTo(4);
    assertThat(packet.sha256()).hasSize(64);
    assertThat(packet.holds()).isTrue();
    PacketLine other =
        new PacketLine(
            packet.position(),
            packet.received(),
            packet.sender(),
            "232302ff",
            packet.size(),
            packet.sha256(),
            packet.sm3(),
            packet.decoded());
    assertThat(other.holds()).isFalse();
  }
}

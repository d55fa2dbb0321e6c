package lantian.obd.frame;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** 3,204 real packets of 266 other protocols: none becomes a frame, none holds memory for good. */
public class ForeignPacketsTest {
  /** All packets, in the order of the file. */
  public static List<byte[]> packets() throws IOException {
    List<byte[]> packets = new ArrayList<>();
    ObjectMapper mapper = new ObjectMapper();
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    Objects.requireNonNull(
                        ForeignPacketsTest.class.getResourceAsStream("foreign-packets.jsonl.gz"))),
                StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        packets.add(HexFormat.of().parseHex(mapper.readTree(line).get("hex").asText()));
      }
    }
    return packets;
  }

  @Test
  void aloneNoneIsAFrameAndNoneIsHeldPastTheDeadline() throws IOException {
    List<byte[]> packets = packets();
    assertThat(packets).hasSize(3204);
    for (byte[] packet : packets) {
      Gathering out = new Gathering();
      Framer framer = new Framer(8192, 1000);
      framer.feed(packet, 0, packet.length, 0, out);
      for (long now = 1000; framer.buffered() > 0 && now < 50_000_000; now += 1000) {
        framer.expire(now, out);
      }
      assertThat(out.frames).isEmpty();
      assertThat(framer.buffered()).isZero();
      assertThat(out.junk).isEqualTo(packet.length);
    }
  }

  @Test
  void gluedAndSplitAtRandomTheyGiveNoFrame() throws IOException {
    Gathering out = new Gathering();
    Framer framer = new Framer(8192, 1000);
    SplittableRandom random = new SplittableRandom(11);
    long bytes = 0;
    for (byte[] packet : packets()) {
      int cut = random.nextInt(packet.length + 1);
      framer.feed(packet, 0, cut, 0, out);
      framer.feed(packet, cut, packet.length - cut, 0, out);
      bytes += packet.length;
      assertThat(framer.buffered()).isLessThan(8192 + 25 + 6000);
    }
    int left = framer.end(out);
    assertThat(out.frames).isEmpty();
    assertThat(out.junk + left).isEqualTo((int) bytes);
  }
}

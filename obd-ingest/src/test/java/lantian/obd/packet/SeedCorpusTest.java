package lantian.obd.packet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The inputs that the fuzz tests begin with, and run alone when nobody fuzzes, are the vectors.
 *
 * <p>A fuzz test takes what it wants to know from the end of an input, the bytes to decode from its
 * beginning.
 */
class SeedCorpusTest {
  private static final Path INPUTS =
      Path.of("src/test/resources/lantian/obd/packet/DecoderFuzzTestInputs");

  @Test
  void isMadeOfTheVectors() throws IOException {
    Map<String, String> wanted = wanted();
    if (Boolean.getBoolean("lantian.write.seeds")) {
      for (var seed : wanted.entrySet()) {
        Path file = INPUTS.resolve(seed.getKey());
        Files.createDirectories(file.getParent());
        Files.write(file, HexFormat.of().parseHex(seed.getValue()));
      }
    }
    assertThat(there())
        .as("run mvn -pl obd-ingest -am test -Dtest=SeedCorpusTest -Dlantian.write.seeds=true")
        .isEqualTo(wanted);
  }

  private static Map<String, String> wanted() throws IOException {
    Map<String, String> seeds = new TreeMap<>();
    for (JsonNode vector : VectorsTest.all().toList()) {
      byte[] stream = HexFormat.of().parseHex(VectorsTest.line(vector).replace(" ", ""));
      String name = vector.get("id").asText() + ".bin";
      int profile = Arrays.asList(Profile.values()).indexOf(VectorsTest.profile(vector));
      // Cut into reads of 1 + 23 bytes: heads and bodies come apart.
      seeds.put("anyStream/" + name, seed(stream, 0, stream.length, 23, profile));
      int command = stream[2] & 0xFF;
      if (command >= 1 && command <= 13) {
        int platform = stream[3] == (byte) 0xFE ? 1 : 0;
        int end = stream.length - 1;
        seeds.put(
            "anyUnitInAGoodFrame/" + name, seed(stream, 24, end, platform, command - 1, profile));
      }
    }
    return seeds;
  }

  private static String seed(byte[] stream, int from, int to, int... choices) {
    ByteArrayOutputStream seed = new ByteArrayOutputStream();
    seed.write(stream, from, Math.max(0, to - from));
    Arrays.stream(choices).forEach(seed::write);
    return HexFormat.of().formatHex(seed.toByteArray());
  }

  private static Map<String, String> there() throws IOException {
    Map<String, String> seeds = new TreeMap<>();
    if (!Files.isDirectory(INPUTS)) {
      return seeds;
    }
    try (Stream<Path> files = Files.walk(INPUTS)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = INPUTS.relativize(file).toString().replace('\\', '/');
        seeds.put(name, HexFormat.of().formatHex(Files.readAllBytes(file)));
      }
    }
    return seeds;
  }
}

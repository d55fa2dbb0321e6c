package lantian.deploy.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import lantian.deploy.Launcher;
import lantian.deploy.simulate.JournalledSender;

/**
 * What another program finds in the log: how often each data packet stands there, byte for byte.
 */
final class Exported {
  private static final int REALTIME = 0x02;

  private final Map<String, Integer> times = new HashMap<>();
  private final Map<String, Integer> vehicles = new TreeMap<>();

  /**
   * Exports from a data folder.
   *
   * @param what {@code packets}, each distinct one once, or {@code log}, all as they came
   */
  Exported(Path data, String what) throws IOException, InterruptedException {
    ObjectMapper mapper = new ObjectMapper();
    eachLine(
        data,
        line -> {
          JsonNode packet = mapper.readTree(line);
          if (packet.get("command").asInt() == REALTIME) {
            byte[] frame = HexFormat.of().parseHex(packet.get("hex").asText());
            times.merge(JournalledSender.key(frame), 1, Integer::sum);
            vehicles.merge(packet.get("vin").asText(), 1, Integer::sum);
          }
        },
        what);
  }

  /** Merged seconds of each vehicle, by VIN. */
  static Map<String, Long> samples(Path data) throws IOException, InterruptedException {
    ObjectMapper mapper = new ObjectMapper();
    Map<String, Long> seconds = new TreeMap<>();
    eachLine(
        data,
        line -> seconds.merge(mapper.readTree(line).get("vin").asText(), 1L, Long::sum),
        "samples");
    return seconds;
  }

  private interface Line {
    void take(String line) throws IOException;
  }

  private static void eachLine(Path data, Line taker, String... what)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("export"));
    arguments.addAll(List.of(what));
    arguments.addAll(List.of("--data", data.toString(), "--purpose", "crash test"));
    Process process =
        Launcher.command(arguments.toArray(String[]::new))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        taker.take(line);
      }
    }
    if (process.waitFor() != 0) {
      throw new AssertionError("the export failed with " + process.exitValue());
    }
  }

  /** Data packets of each vehicle, by VIN. */
  Map<String, Integer> vehicles() {
    return vehicles;
  }

  /** How many of these are not there. */
  long missing(Collection<String> keys) {
    return keys.stream().filter(key -> !times.containsKey(key)).count();
  }

  /** How many stand there more than once. */
  long repeated() {
    return times.values().stream().filter(count -> count > 1).count();
  }

  /** How many were never sent like this. */
  long unknown(Predicate<String> sent) {
    return times.keySet().stream().filter(key -> !sent.test(key)).count();
  }
}

package lantian.deploy.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * A recorded speed trace, one value a second (车速记录).
 *
 * @param metresPerSecond speeds, NaN where the recording has a hole
 * @param grades slopes of the same length, or empty where none were recorded
 */
record Trace(double[] metresPerSecond, double[] grades) {
  private static final double MILLI = 1e-3;

  /** The 100 distinct traces of Chinese heavy trucks, 401 s each. */
  static List<Trace> chineseTrucks() {
    return lines("truck-speed.csv.gz").stream().map(Trace::truck).toList();
  }

  /** The long-haul day, 23 hours with grade. */
  static Trace longHaul() {
    List<String> lines = lines("long-haul.csv.gz");
    double[] speeds = new double[lines.size()];
    double[] grades = new double[lines.size()];
    for (int i = 0; i < speeds.length; i++) {
      int comma = lines.get(i).indexOf(',');
      speeds[i] = Integer.parseInt(lines.get(i), 0, comma, 10) * MILLI;
      grades[i] = Integer.parseInt(lines.get(i), comma + 1, lines.get(i).length(), 10) * 1e-4;
    }
    return new Trace(speeds, grades);
  }

  private static Trace truck(String line) {
    String speeds = line.substring(line.lastIndexOf(',') + 1);
    double[] values =
        Arrays.stream(speeds.split(" ", -1))
            .mapToDouble(text -> text.isEmpty() ? Double.NaN : Integer.parseInt(text) * MILLI)
            .toArray();
    return new Trace(values, new double[0]);
  }

  private static List<String> lines(String file) {
    InputStream raw = Objects.requireNonNull(Trace.class.getResourceAsStream(file), file);
    try (var lines =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(raw), StandardCharsets.US_ASCII))) {
      return lines.lines().skip(1).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " is damaged", e);
    }
  }
}

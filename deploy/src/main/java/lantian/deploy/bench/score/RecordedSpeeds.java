package lantian.deploy.bench.score;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.zip.GZIPInputStream;

/** Speeds of Chinese trucks of 25 t and more, 401 s each (实测车速). */
public final class RecordedSpeeds {
  private static final String FILE = "/lantian/deploy/demo/truck-speed.csv.gz";
  private static final double KMH_PER_MM = 0.0036;

  private final double[] sorted;

  private RecordedSpeeds(double[] sorted) {
    this.sorted = sorted;
  }

  /** Reads them. */
  public static RecordedSpeeds read() {
    InputStream raw = Objects.requireNonNull(RecordedSpeeds.class.getResourceAsStream(FILE), FILE);
    try (var lines =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(raw), StandardCharsets.US_ASCII))) {
      return new RecordedSpeeds(
          lines.lines().skip(1).flatMapToDouble(RecordedSpeeds::truck).sorted().toArray());
    } catch (IOException e) {
      throw new UncheckedIOException(FILE + " is damaged", e);
    }
  }

  private static DoubleStream truck(String line) {
    String speeds = line.substring(line.lastIndexOf(',') + 1);
    return Arrays.stream(speeds.split(" ", -1))
        .filter(text -> !text.isEmpty())
        .mapToDouble(text -> Integer.parseInt(text) * KMH_PER_MM);
  }

  /** Speed that this share of the seconds does not exceed, km/h. */
  public double quantile(double share) {
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * sorted.length))];
  }

  /** How many seconds there are. */
  public int seconds() {
    return sorted.length;
  }
}

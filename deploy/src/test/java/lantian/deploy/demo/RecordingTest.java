package lantian.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Facts of the recordings ({@code real-data} clause 2.2), read from the bytes that go out. */
class RecordingTest {
  /** Columns of the independent decoding of the same recording, and where each stands in a body. */
  private static final List<Column> COLUMNS =
      List.of(
          new Column(1, 0, 2, 1 / 256.0, 0),
          new Column(2, 2, 1, 0.5, 0),
          new Column(3, 3, 1, 1, -125),
          new Column(4, 4, 1, 1, -125),
          new Column(5, 5, 2, 0.125, 0),
          new Column(6, 7, 2, 0.05, 0),
          new Column(7, 9, 2, 0.05, -200),
          new Column(9, 13, 1, 0.4, 0),
          new Column(10, 14, 2, 0.05, 0),
          new Column(12, 18, 2, 0.03125, -273),
          new Column(13, 20, 2, 0.1, 0),
          new Column(14, 22, 1, 1, -40),
          new Column(15, 23, 1, 0.4, 0),
          new Column(16, 33, 4, 0.1, 0));

  private record Column(int csv, int at, int width, double scale, double offset) {
    double value(byte[] body) {
      return word(body, at, width) * scale + offset;
    }
  }

  @Test
  void idleTruckHasTheValuesOfTheIndependentDecoding() {
    List<String[]> rows = csv();
    Recording truck = Recording.idleTruck();
    assertThat(truck.bodies()).hasSize(rows.size()).hasSize(127);
    for (int i = 0; i < rows.size(); i++) {
      for (Column column : COLUMNS) {
        double expected = Double.parseDouble(rows.get(i)[column.csv()]);
        assertThat(column.value(truck.bodies().get(i)))
            .as("second %d, column %d", i + 1, column.csv())
            .isCloseTo(expected, offset(0.0501));
      }
    }
  }

  @Test
  void downstreamNoxOfTheIdleTruckStaysAtTheGreatestValidWord() {
    assertThat(Recording.idleTruck().bodies())
        .allSatisfy(body -> assertThat(word(body, 11, 2)).isEqualTo(0xFAFF));
  }

  @Test
  void scrInletOfTheIdleTruckIsMissingWhileItsOutletWorks() {
    assertThat(Recording.idleTruck().bodies())
        .allSatisfy(body -> {
          assertThat(word(body, 16, 2)).isEqualTo(0xFFFF);
          assertThat(word(body, 18, 2)).isBetween(0x2D80L, 0x2DF0L);
        });
  }

  @Test
  void noRecordingHasAPosition() {
    assertThat(List.of(Recording.idleTruck(), Recording.benchUnit(), Recording.keyOnVehicle()))
        .flatMap(Recording::bodies)
        .allSatisfy(body -> {
          assertThat(word(body, 24, 1)).isEqualTo(1);
          assertThat(word(body, 25, 4)).isEqualTo(0xFFFF_FFFFL);
          assertThat(word(body, 29, 4)).isEqualTo(0xFFFF_FFFFL);
        });
  }

  @Test
  void benchUnitKeepsItsErrorCodeAsSpeedAndItsExactZeroAsNox() {
    List<byte[]> bodies = Recording.benchUnit().bodies();
    assertThat(bodies).hasSize(82);
    assertThat(bodies).anySatisfy(body -> assertThat(word(body, 0, 2)).isEqualTo(0xFEFF));
    assertThat(bodies)
        .allSatisfy(body -> {
          assertThat(word(body, 5, 2)).isZero();
          assertThat(word(body, 9, 2)).isEqualTo(0x0FA0);
          assertThat(word(body, 11, 2)).isEqualTo(0xFFFF);
        });
  }

  @Test
  void keyOnVehicleTakesTheOneControllerThatHasASpeed() {
    List<byte[]> bodies = Recording.keyOnVehicle().bodies();
    assertThat(bodies).hasSize(4);
    assertThat(bodies)
        .allSatisfy(body -> {
          assertThat(word(body, 0, 2)).isZero();
          assertThat(word(body, 9, 2)).isEqualTo(0xFFFF);
        });
  }

  @Test
  void vinInsideTheRecordingLosesItsDelimiterAndIsNotTheRecordedOne() {
    Optional<String> vin = Recording.benchUnit().vin();
    assertThat(vin).contains("0XXXXX9X0XX000001");
    assertThat(Recording.idleTruck().vin()).isEmpty();
  }

  @Test
  void recordingsKnowTheirOwnTime() {
    assertThat(Instant.ofEpochSecond(Recording.idleTruck().first()))
        .isEqualTo(Instant.parse("2021-10-25T19:00:56Z"));
    assertThat(Instant.ofEpochSecond(Recording.keyOnVehicle().first()))
        .isEqualTo(Instant.parse("2021-04-23T12:22:44Z"));
  }

  private static long word(byte[] body, int at, int width) {
    byte[] wide = new byte[8];
    System.arraycopy(body, at, wide, 8 - width, width);
    return ByteBuffer.wrap(wide).getLong();
  }

  private static List<String[]> csv() {
    try (var in = RecordingTest.class.getResourceAsStream("idle-truck-1hz.csv")) {
      byte[] all = Objects.requireNonNull(in).readAllBytes();
      return new String(all, StandardCharsets.US_ASCII)
          .lines()
          .skip(1)
          .map(line -> line.split(",", -1))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

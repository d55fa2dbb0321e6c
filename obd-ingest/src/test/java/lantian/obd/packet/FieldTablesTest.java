package lantian.obd.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The tables are the protocol document: complete, in wire order, and printed in
 * deploy/docs/fields.md.
 */
class FieldTablesTest {
  private static final Map<String, List<? extends Field>> TABLES = new LinkedHashMap<>();

  static {
    TABLES.put("0x02 Signal, 37 B", Arrays.asList(Signal.values()));
    TABLES.put("0x03 TwcField, 30 B", Arrays.asList(TwcField.values()));
    TABLES.put("0x05 TwcNoxField, 32 B", Arrays.asList(TwcNoxField.values()));
    TABLES.put("0x04 HybridField, 8 B", Arrays.asList(HybridField.values()));
    TABLES.put("0x80 SupplementField, 17 B", Arrays.asList(SupplementField.values()));
  }

  @Test
  void rowsFollowEachOtherWithoutGaps() {
    TABLES.forEach((name, fields) -> {
      int at = 0;
      for (Field field : fields) {
        assertThat(field.at()).as("%s %s", name, field.key()).isEqualTo(at);
        at += field.width();
      }
      assertThat(name).endsWith(", " + at + " B");
    });
  }

  @Test
  void everyRawWordOfSixteenBitsHasAFiniteValueAndOneQuality() {
    for (List<? extends Field> fields : TABLES.values()) {
      for (Field field : fields) {
        long end = Math.min(field.word().invalid(), 0xFFFF);
        for (long raw = 0; raw <= end; raw++) {
          assertThat(Double.isFinite(field.value(raw))).isTrue();
          assertThat(field.quality(raw)).isNotNull();
        }
      }
    }
  }

  @Test
  void onlyTheGreatestValidWordIsSaturated() {
    assertThat(Signal.NOX_DOWNSTREAM.quality(0xFAFF)).isEqualTo(Quality.SATURATED);
    assertThat(Signal.NOX_DOWNSTREAM.quality(0xFAFE)).isEqualTo(Quality.VALID);
    assertThat(Signal.NOX_DOWNSTREAM.quality(0xFB00)).isEqualTo(Quality.OUT_OF_RANGE);
    assertThat(Signal.ODOMETER.quality(0xFAFF_FFFFL)).isEqualTo(Quality.SATURATED);
    // One byte: 0xFA = 100 % is an ordinary level.
    assertThat(Signal.REAGENT_LEVEL.quality(0xFA)).isEqualTo(Quality.VALID);
    assertThat(Signal.REAGENT_LEVEL.quality(0xFB)).isEqualTo(Quality.OUT_OF_RANGE);
    assertThat(Signal.SPEED.quality(0xFEFF)).isEqualTo(Quality.ERROR_INDICATOR);
    assertThat(Signal.SPEED.quality(0xFFF0)).isEqualTo(Quality.OUT_OF_RANGE);
    assertThat(Signal.SPEED.quality(0xFFFF)).isEqualTo(Quality.INVALID);
    assertThat(Signal.LONGITUDE.quality(180_000_000)).isEqualTo(Quality.VALID);
    assertThat(Signal.LONGITUDE.quality(180_000_001)).isEqualTo(Quality.OUT_OF_RANGE);
    // Oxygen fields use their whole range: a cut would lose lean overrun.
    assertThat(TwcField.UPSTREAM_LAMBDA.quality(0xFEFF)).isEqualTo(Quality.VALID);
    assertThat(TwcField.UPSTREAM_LAMBDA.quality(0xFFFF)).isEqualTo(Quality.INVALID);
  }

  /** Fact 3 of the recorded trucks: a warm truck with a working SCR sends small negatives. */
  @Test
  void negativeNoxIsAnOrdinaryMeasurement() {
    assertThat(Signal.NOX_DOWNSTREAM.value(3790)).isEqualTo(-10.5);
    assertThat(Signal.NOX_DOWNSTREAM.quality(3790)).isEqualTo(Quality.VALID);
    assertThat(Signal.NOX_DOWNSTREAM.value(4000)).isZero();
    assertThat(Signal.NOX_DOWNSTREAM.value(0)).isEqualTo(-200);
    byte[] body = new byte[Signal.SIZE];
    body[Signal.NOX_DOWNSTREAM.at()] = (byte) (3790 >> 8);
    body[Signal.NOX_DOWNSTREAM.at() + 1] = (byte) 3790;
    var out = BodyOutput.of(ItemType.STREAM, body, 0, body.length);
    assertThat(out.get("scrDownNoxPpm").decimalValue()).isEqualByComparingTo("-10.5");
    assertThat(out.has("quality")).isFalse();
  }

  /** Fact 10: torque raw 0 = -125 % in a start-up sample; legal, and still nothing measured. */
  @Test
  void aTorqueThatCannotBeIsFlaggedAndKeepsItsValue() {
    for (Field field :
        new Field[] {Signal.NET_TORQUE, Signal.FRICTION_TORQUE, TwcField.NET_TORQUE}) {
      assertThat(field.implausible(0)).isTrue();
      assertThat(field.implausible(1)).isFalse();
      assertThat(field.quality(0)).isEqualTo(Quality.VALID);
      assertThat(field.value(0)).isEqualTo(-125);
    }
    assertThat(Signal.SPEED.implausible(0)).isFalse();
    byte[] body = new byte[Signal.SIZE];
    body[Signal.FRICTION_TORQUE.at()] = (byte) 130;
    var out = BodyOutput.of(ItemType.STREAM, body, 0, body.length);
    assertThat(out.get("implausible").toString()).isEqualTo("[\"netTorquePct\"]");
    assertThat(out.get("netTorquePct").asInt()).isEqualTo(-125);
    body[Signal.NET_TORQUE.at()] = 1;
    assertThat(BodyOutput.of(ItemType.STREAM, body, 0, body.length).has("implausible")).isFalse();
  }

  @Test
  void theDocumentIsUpToDate() throws IOException {
    Path file = Path.of(System.getProperty("lantian.root", ".."), "deploy/docs/fields.md");
    if (Boolean.getBoolean("lantian.write.docs")) {
      Files.writeString(file, document());
    }
    assertThat(Files.readString(file))
        .as("run mvn -pl obd-ingest -am test -Dtest=FieldTablesTest -Dlantian.write.docs=true")
        .isEqualTo(document());
  }

  private static String document() {
    StringBuilder out =
        new StringBuilder(
            "# Fields of the info types\n\nGenerated from the tables in `lantian.obd.packet`.\n");
    TABLES.forEach((name, fields) -> {
      out.append("\n## ")
          .append(name)
          .append(
              "\n\n| at | bytes | field | 中文 | unit | scale | offset | usable words |\n|---|---|---|---|---|---|---|---|\n");
      for (Field f : fields) {
        out.append(
            "| %d | %d | `%s` | %s | %s | %s | %s | %s |\n"
                .formatted(
                    f.at(),
                    f.width(),
                    f.key(),
                    f.zh(),
                    f.unit(),
                    f.scale(),
                    f.offset(),
                    usable(f.word())));
      }
    });
    return out.toString();
  }

  private static String usable(Word word) {
    return switch (word.range()) {
      case BITS -> "all";
      case FULL -> "all but all ones";
      case J1939, COORDINATE -> "0–%d".formatted(word.greatest());
    };
  }
}

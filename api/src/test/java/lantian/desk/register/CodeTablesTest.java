package lantian.desk.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import lantian.proto.Plate;
import org.junit.jupiter.api.Test;

class CodeTablesTest {
  private static final String MEANINGS =
      "{\"meanings\":{\"fuel\":{\"DIESEL\":{\"zh\":\"柴油\",\"en\":\"diesel\"},"
          + "\"OTHER\":{\"zh\":\"其他\",\"en\":\"other\"}}},\"plateClasses\":[\"02\"],";
  private static final LocalDate DAY = LocalDate.parse("2026-03-01");

  @Test
  void everyColourIsThereAndEveryTableSaysWhereItIsFrom() {
    CodeFile file = CodeFile.read(CodeFile.builtIn());
    assertThat(Objects.requireNonNull(file.meanings().get("plateColour")).keySet())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Plate.Colour.values()).map(Enum::name).toList());
    assertThat(file.tables())
        .allSatisfy(table -> {
          assertThat(table.source()).isNotBlank();
          assertThat(table.verified()).as("nobody has held the print beside it").isFalse();
        });
  }

  /** A table more is enough: nothing else names the source. */
  @Test
  void aNewSourceIsATableMore() {
    CodeTables tables = tables(table("CITY", "2026-01-01", "{\"7\":\"DIESEL\"}"), "");
    assertThat(meant(tables, "CITY", DAY)).containsEntry("7", "DIESEL");
    assertThat(meant(tables, "某市", DAY)).containsEntry("7", "DIESEL");
    assertThat(tables.table(Column.FUEL, "OTHER_CITY", DAY)).isNull();
    assertThat(tables.table(Column.USE, "CITY", DAY)).isNull();
  }

  @Test
  void aTableHoldsFromItsDayOn() {
    CodeTables tables =
        tables(
            table("CITY", "2026-01-01", "{\"7\":\"DIESEL\"}")
                + ","
                + table("CITY", "2026-03-01", "{\"7\":\"OTHER\"}"),
            "");
    assertThat(meant(tables, "CITY", DAY)).containsEntry("7", "OTHER");
    assertThat(meant(tables, "CITY", DAY.minusDays(1))).containsEntry("7", "DIESEL");
    assertThat(tables.table(Column.FUEL, "CITY", LocalDate.parse("2025-12-31"))).isNull();
  }

  @Test
  void whatMakesNoSenseIsRefusedAtTheStart() {
    refused(table("CITY", "2026-01-01", "{\"7\":\"STEAM\"}"), "");
    refused(table("CITY", "2026-01-01", "{\"diesel\":\"OTHER\"}"), "");
    String good = table("CITY", "2026-01-01", "{\"7\":\"DIESEL\"}");
    refused(good + "," + good, "");
    refused(
        good,
        "{\"flag\":\"STAGE_FUEL\",\"when\":{\"fuel\":[\"STEAM\"]},\"verified\":false,\"source\":\"x\"}");
    assertThat(tables(good, "").sources(Column.FUEL)).containsExactly("CITY (某市)");
  }

  private static void refused(String table, String conflict) {
    assertThatThrownBy(() -> tables(table, conflict))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("codes.json");
  }

  private static Map<String, String> meant(CodeTables tables, String source, LocalDate on) {
    return Objects.requireNonNull(tables.table(Column.FUEL, source, on)).values();
  }

  private static String table(String codes, String from, String values) {
    return """
    {"codes":"%s","zh":"某市","field":"fuel","from":"%s","verified":false,"source":"test","values":%s}\
    """
        .formatted(codes, from, values);
  }

  private static CodeTables tables(String table, String conflict) {
    return new CodeTables(
        CodeFile.read(MEANINGS + "\"tables\":[" + table + "],\"conflicts\":[" + conflict + "]}"));
  }
}

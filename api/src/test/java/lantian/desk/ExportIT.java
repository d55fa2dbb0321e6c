package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lantian.desk.access.Role;
import lantian.desk.cases.Track;
import lantian.proto.Vin;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.bson.Document;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Exported files, read back. */
class ExportIT {
  private static final int TRUCKS = 730;
  private static TestDesk desk;

  @BeforeAll
  static void start() {
    desk = new TestDesk();
    desk.file(TestDesk.VIN, "=1+1", "@SUM(A1)", TestDesk.MAKER);
    for (int i = 0; i < TRUCKS; i++) {
      desk.obd.truck(i == 0 ? TestDesk.VIN : new Vin("LSZNJ01A9J%07d".formatted(i + 100)), i);
    }
    desk.obd.nowhere.add(TestDesk.VIN);
  }

  @AfterAll
  static void stop() {
    desk.close();
  }

  @Test
  void aCsvHoldsTheWholeFilterAndOpensInChineseExcel() throws IOException {
    HttpResponse<byte[]> answer = export("format=csv");
    byte[] file = answer.body();
    assertThat(new byte[] {file[0], file[1], file[2]})
        .isEqualTo(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
    String text = new String(file, 3, file.length - 3, StandardCharsets.UTF_8);
    assertThat(text.replace("\r\n", "")).doesNotContain("\n").doesNotContain("\r");
    List<CsvRecord> rows = read(text);
    assertThat(rows).hasSize(TRUCKS + 1);
    assertThat(rows.getFirst().getFields()).startsWith("线索编号", "号牌号码", "号牌颜色", "车架号", "区县");
    assertThat(rows.get(1).getField(7)).isEqualTo("SCR下游NOx在正常工作温度下持续高于限值");
    assertThat(rows.get(1).getField(13)).isEqualTo("2026-11-20T12:00:00+08:00");
    assertThat(rows.get(1).getField(9)).isEqualTo("1204.25");
    List<String> head = rows.getFirst().getFields();
    assertThat(head).endsWith("排放阶段", "燃料种类", "使用性质");
    assertThat(rows.get(1).getFields()).as("words, not codes").endsWith("国六", "柴油", "");
    assertThat(answer.headers().firstValue("content-type")).hasValue("text/csv; charset=utf-8");
    assertThat(fileName(answer))
        .matches("违法线索_全市_2025-11-19至2026-11-20_全部规则_未撤回_730条_20261120T\\d{4}\\.csv");
  }

  @Test
  void textThatLooksLikeAFormulaIsHarmless() throws IOException {
    HttpResponse<byte[]> answer = export("format=csv&personal=full&purpose=PENALTY");
    CsvRecord row = read(text(answer)).get(1);
    assertThat(row.getField(1)).isEqualTo("'=1+1");
    assertThat(row.getField(4)).isEqualTo("'@SUM(A1)");
    assertThat(row.getField(8)).isEqualTo("812.5");
  }

  @Test
  void plateAndVinAreMaskedUnlessAskedFor() throws IOException {
    assertThat(text(export("format=csv"))).doesNotContain(TestDesk.VIN.text());
    assertThat(text(export("format=csv&personal=full&purpose=PENALTY")))
        .contains(TestDesk.VIN.text());
  }

  @Test
  void aWorkbookHoldsTheSameRowsAndSaysWhatItIs() throws IOException {
    HttpResponse<byte[]> answer = export("format=xlsx");
    assertThat(fileName(answer)).endsWith("_730条_20261120T1300.xlsx");
    List<CsvRecord> csv = read(text(export("format=csv")));
    try (var workbook = new ReadableWorkbook(new ByteArrayInputStream(answer.body()))) {
      List<Row> rows = workbook.getFirstSheet().read();
      assertThat(rows).hasSize(TRUCKS + 1);
      for (int i : new int[] {0, 1, 500, 501, TRUCKS}) {
        List<String> cells = new ArrayList<>();
        rows.get(i).forEach(cell -> cells.add(cell == null ? "" : cell.getText()));
        for (int column = 0; column < cells.size(); column++) {
          assertThat(cells.get(column)).isEqualTo(csv.get(i).getField(column));
        }
      }
      List<Row> cover = workbook.getSheet(1).orElseThrow().read();
      assertThat(cover.toString()).isNotEmpty();
      assertThat(cover.stream().map(r -> r.getCell(0).getText()).toList())
          .contains("导出时间", "导出人", "条数", "号牌与车架号", "证据身份可信", "车辆", "区县");
    }
  }

  @Test
  void theCoverSpeaksTheReadersLanguageAndNamesEveryFilter() throws IOException {
    HttpResponse<byte[]> answer =
        desk.send(
            desk.request(
                    "GET",
                    "/v1/findings/export?format=xlsx&verified=true&rule=OBD-NOX-LASTING",
                    desk.as(Role.POLICE))
                .header("Accept-Language", "en")
                .GET(),
            HttpResponse.BodyHandlers.ofByteArray());
    try (var workbook = new ReadableWorkbook(new ByteArrayInputStream(answer.body()))) {
      var sheet = workbook.getSheet(1).orElseThrow();
      assertThat(sheet.getName()).isEqualTo("about");
      List<String> lines =
          sheet.read().stream()
              .map(row -> row.getCell(0).getText() + ": " + row.getCell(1).getText())
              .toList();
      assertThat(lines)
          .contains("sender proven: yes", "rule: OBD-NOX-LASTING", "vehicle: all", "county: all")
          .noneMatch(line -> line.codePoints().anyMatch(Character::isIdeographic));
    }
  }

  @Test
  void everyFormatHoldsTheSameRows() throws IOException {
    Map<String, String> types =
        Map.of(
            "pdf", "application/pdf", "zip", "application/zip", "geojson", "application/geo+json");
    for (String format : types.keySet()) {
      HttpResponse<byte[]> answer = export("format=" + format);
      assertThat(answer.headers().firstValue("content-type")).hasValue(types.get(format));
      assertThat(fileName(answer)).contains("_730条_").endsWith("." + format);
    }
    JsonObject map = new JsonObject(Buffer.buffer(export("format=geojson").body()));
    assertThat(map.getInteger("rowsShown")).isEqualTo(TRUCKS - 1);
    assertThat(map.getInteger("rowsWithoutPosition")).isEqualTo(1);
    JsonArray coordinates =
        map.getJsonArray("features")
            .getJsonObject(0)
            .getJsonObject("geometry")
            .getJsonArray("coordinates");
    assertThat(coordinates.getDouble(0)).as("masked: to a kilometre").isEqualTo(1.05);
    try (PDDocument paper = Loader.loadPDF(export("format=pdf").body())) {
      assertThat(paper.getNumberOfPages()).isGreaterThan(10);
      assertThat(new PDFTextStripper().getText(paper))
          .contains("线索清单", "实际导出条数 730")
          .doesNotContain(TestDesk.VIN.text());
    }
  }

  @Test
  void casesAreExportedWholeAndSayWhereTheyStand() throws IOException {
    desk.desk.casework().follower().sweep();
    HttpResponse<byte[]> answer = cases("format=csv&state=candidate&kind=OBD-NOX-LASTING");
    List<CsvRecord> rows = read(text(answer));
    assertThat(rows).hasSize(TRUCKS + 1);
    assertThat(rows.getFirst().getFields())
        .contains("案件编号", "区县", Track.MAIN.zh(), Track.REPAIR.zh(), "办理期限", "已逾期");
    int state = rows.getFirst().getFields().indexOf(Track.MAIN.zh());
    assertThat(rows.stream().skip(1).map(row -> row.getField(state))).containsOnly("疑似");
    assertThat(rows.stream().map(row -> row.getField(4))).contains("'@SUM(A1)");
    assertThat(rows).anySatisfy(row -> assertThat(row.getFields()).endsWith("国六", "柴油", ""));
    assertThat(fileName(answer))
        .matches("案件_全市_2025-11-19至2026-11-20_OBD-NOX-LASTING_疑似_730条_20261120T\\d{4}\\.csv");
    assertThat(text(answer)).doesNotContain(TestDesk.VIN.text());
    assertThat(read(text(cases("format=csv&state=closed")))).hasSize(1);
  }

  /** Whatever somebody types for a county or kind, it gets into no file name before it is real. */
  @Test
  void aPlateThatIsTypedForACountyGetsIntoNoFileName() {
    assertThat(fileName(cases("format=csv&county=%E8%8B%8FE12345&kind=OBD-X")))
        .startsWith("案件_所选区县_")
        .doesNotContain("E12345", "OBD-X");
  }

  private static HttpResponse<byte[]> cases(String query) {
    HttpResponse<byte[]> answer =
        desk.send(
            desk.request("GET", "/v1/cases/export?" + query, desk.as(Role.ECOLOGY)).GET(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer;
  }

  @Test
  void aFilterNarrowsTheExportAsItDoesTheList() throws IOException {
    String filter = "verified=true&from=2026-11-20T04:00:00Z&to=2026-11-20T05:00:00Z";
    int listed =
        desk.ok(desk.get("/v1/findings?" + filter, desk.as(Role.POLICE))).getInteger("count");
    assertThat(read(text(export("format=csv&" + filter)))).hasSize(listed + 1);
    assertThat(listed).isEqualTo(30);
  }

  @Test
  void theRecordIsThereWithTheRowsAndThePurpose() {
    export("format=csv&personal=full&purpose=COMPLAINT");
    Document record =
        java.util.Objects.requireNonNull(
            desk.database
                .getCollection("desk_audit")
                .find(new Document("act", "EXPORTED").append("reason", "COMPLAINT rows=730 full"))
                .first());
    assertThat(record.getString("actor")).isEqualTo("police");
    assertThat(record.getString("role")).isEqualTo("POLICE");
    assertThat(record.getString("object")).startsWith("违法线索_");
  }

  private static HttpResponse<byte[]> export(String query) {
    HttpResponse<byte[]> answer =
        desk.send(
            desk.request("GET", "/v1/findings/export?" + query, desk.as(Role.POLICE)).GET(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer;
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), 3, answer.body().length - 3, StandardCharsets.UTF_8);
  }

  private static List<CsvRecord> read(String text) throws IOException {
    try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(text)) {
      return reader.stream().toList();
    }
  }

  private static String fileName(HttpResponse<byte[]> answer) {
    String disposition = answer.headers().firstValue("content-disposition").orElseThrow();
    String encoded = disposition.substring(disposition.indexOf("''") + 2);
    return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
  }
}

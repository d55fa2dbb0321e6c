package lantian.desk.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One description of a table, written in every format and read back. */
class TableFormatTest {
  private static final String LONG = "SCR下游NOx在正常工作温度下持续高于限值㎡";

  @TempDir Path folder = Path.of("unset");

  /** What is listed in these tests. */
  private record Item(int number, String text, boolean somewhere) {}

  private static final TableShape<Item> SHAPE =
      TableShape.<Item>of(
              "测试清单",
              "test list",
              List.of(
                  Column.of("行号", "row", Item::number),
                  Column.wide("内容", "text", Item::text),
                  Column.of("空", "empty", item -> null)),
              item ->
                  item.somewhere() ? new TableRow.Spot(120.5 + item.number() % 50, 31.25) : null)
          .showing(item -> picture(item.number()));

  private static final List<TableHead.Line> ABOUT =
      List.of(new TableHead.Line("导出人", "张三 (生态环境)"), new TableHead.Line("区县", "=全市"));

  private static List<Item> items(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> new Item(i, i == 1 ? "=1+1" : LONG + i, i % 2 == 0))
        .toList();
  }

  /** A labelled fixture, not a photograph. */
  private static TableRow.Picture picture(int number) {
    BufferedImage image = new BufferedImage(64, 40, BufferedImage.TYPE_INT_RGB);
    Graphics2D drawn = image.createGraphics();
    drawn.setColor(new Color(number % 256, 90, 160));
    drawn.fillRect(0, 0, 64, 40);
    drawn.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return new TableRow.Picture(out.toByteArray(), 64, 40);
  }

  private static byte[] written(TableFormat format, List<Item> items) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Table table = format.begin(out, SHAPE.head(ABOUT, false))) {
      long number = 0;
      for (Item item : items) {
        table.row(SHAPE.row(item, format, ++number));
      }
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 700})
  void aCsvHoldsEveryRowAndNoFormula(int count) throws IOException {
    assertCsv(written(TableFormat.CSV, items(count)), count);
  }

  private static void assertCsv(byte[] file, int count) throws IOException {
    String text = new String(file, StandardCharsets.UTF_8);
    assertThat(text).startsWith("\uFEFF行号,内容,空\r\n");
    assertThat(text.replace("\r\n", "")).doesNotContain("\n").doesNotContain("\r");
    try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(text.substring(1))) {
      List<CsvRecord> rows = reader.stream().toList();
      assertThat(rows).hasSize(count + 1);
      if (count > 0) {
        assertThat(rows.get(1).getFields()).containsExactly("1", "'=1+1", "");
      }
      if (count > 1) {
        assertThat(rows.get(count).getFields()).containsExactly(count + "", LONG + count, "");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 700})
  void aZipHoldsTheCsvAndTheDigestThatProvesIt(int count) throws Exception {
    Map<String, byte[]> files = unzipped(written(TableFormat.ZIP, items(count)));
    assertThat(files).containsOnlyKeys("rows.csv", "manifest.txt", "SHA256SUMS");
    byte[] csv = files.getOrDefault("rows.csv", new byte[0]);
    assertCsv(csv, count);
    String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(csv));
    assertThat(text(files, "SHA256SUMS")).isEqualTo(digest + "  rows.csv\n");
    assertThat(text(files, "manifest.txt"))
        .startsWith("测试清单\n")
        .contains("导出人：张三 (生态环境)\n", "实际导出条数：" + count + "\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 700})
  void aWorkbookHoldsEveryRowAndACover(int count) throws IOException {
    byte[] file = written(TableFormat.XLSX, items(count));
    try (var workbook = new ReadableWorkbook(new ByteArrayInputStream(file))) {
      List<Row> rows = workbook.getFirstSheet().read();
      assertThat(rows).hasSize(count + 1);
      assertThat(texts(rows.getFirst())).startsWith("行号", "内容", "空", "图片");
      if (count > 0) {
        assertThat(texts(rows.get(1))).startsWith("1", "'=1+1");
        assertThat(rows.get(1).getCell(0).asNumber()).isEqualByComparingTo("1");
      }
      List<Row> cover = workbook.getSheet(1).orElseThrow().read();
      assertThat(cover.stream().map(row -> row.getCellText(0) + row.getCellText(1)))
          .containsExactly("导出人张三 (生态环境)", "区县'=全市", "实际导出条数" + count);
    }
  }

  /** Excel can't open a sheet of more than 1,048,576 rows. */
  @Test
  void aFullSheetIsFollowedByAnother() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Table table = new XlsxTable(out, SHAPE.head(ABOUT, false), 3)) {
      for (Item item : items(7)) {
        table.row(TableRow.of(SHAPE.row(item, TableFormat.CSV, 1).cells()));
      }
    }
    try (var workbook = new ReadableWorkbook(new ByteArrayInputStream(out.toByteArray()))) {
      assertThat(workbook.getSheets().map(sheet -> sheet.getName()))
          .containsExactly("测试清单", "测试清单 2", "测试清单 3", "说明");
      for (int sheet = 0; sheet < 3; sheet++) {
        List<Row> rows = workbook.getSheet(sheet).orElseThrow().read();
        assertThat(rows.getFirst().getCellText(0)).isEqualTo("行号");
        assertThat(rows).hasSize(sheet < 2 ? 4 : 2);
        assertThat(rows.get(1).getCellText(0)).isEqualTo(sheet * 3 + 1 + "");
      }
    }
    assertThat(XlsxTable.ROWS_OF_A_SHEET).isLessThan(1_048_576);
  }

  @Test
  void aWorkbookShowsPicturesUpToTheLimitAndNoneBehindIt() throws IOException {
    int more = TableFormat.MOST_PICTURES + 3;
    Map<String, byte[]> parts = unzipped(written(TableFormat.XLSX, items(more)));
    List<byte[]> pictures =
        parts.entrySet().stream()
            .filter(part -> part.getKey().startsWith("xl/media/"))
            .map(Map.Entry::getValue)
            .toList();
    assertThat(pictures).hasSize(TableFormat.MOST_PICTURES);
    assertThat(pictures).anyMatch(bytes -> java.util.Arrays.equals(bytes, picture(7).bytes()));
    BufferedImage read = ImageIO.read(new ByteArrayInputStream(pictures.getFirst()));
    assertThat(read.getWidth()).isEqualTo(64);
  }

  @Test
  void aThumbnailIsSmall() {
    assertThatThrownBy(() -> new TableRow.Picture(new byte[1], 321, 10))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 700})
  void aPdfHasTheHeadingsAndItsNumberOnEachPage(int count) throws IOException {
    try (PDDocument document = Loader.loadPDF(written(TableFormat.PDF, items(count)))) {
      int pages = document.getNumberOfPages();
      assertThat(pages).isEqualTo(count < 700 ? 1 : pages).isLessThan(40);
      PDFTextStripper stripper = new PDFTextStripper();
      stripper.setSortByPosition(true);
      String whole = "";
      for (int page = 1; page <= pages; page++) {
        stripper.setStartPage(page);
        stripper.setEndPage(page);
        String text = stripper.getText(document);
        assertThat(text).contains("行号", "内容", "第 " + page + " 页 共 " + pages + " 页");
        whole += text;
      }
      assertThat(whole).contains("测试清单", "导出人", "张三", "实际导出条数 " + count);
      if (count > 0) {
        assertThat(whole).contains("=1+1").doesNotContain("'=1+1");
      }
      for (int row = 2; row <= count; row++) {
        assertThat(whole).contains(LONG + row);
      }
    }
  }

  /** A cell that no page could hold is cut where one sees it, and nothing runs off the paper. */
  @Test
  void aCellLongerThanAPageIsCutVisibly() throws IOException {
    byte[] file = written(TableFormat.PDF, List.of(new Item(2, "很长".repeat(9_000), false)));
    try (PDDocument document = Loader.loadPDF(file)) {
      assertThat(document.getNumberOfPages()).isLessThan(4);
      assertThat(new PDFTextStripper().getText(document)).contains("…");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 700})
  void geoJsonHasTheRowsWithAPlaceAndSaysHowManyHaveNone(int count) throws IOException {
    JsonNode root = new ObjectMapper().readTree(written(TableFormat.GEOJSON, items(count)));
    assertThat(root.get("type").asText()).isEqualTo("FeatureCollection");
    assertThat(root.get("datum").asText()).isEqualTo("CGCS2000");
    assertThat(root.get("features")).hasSize(count / 2);
    assertThat(root.get("rowsShown").asInt()).isEqualTo(count / 2);
    assertThat(root.get("rowsWithoutPosition").asInt()).isEqualTo(count - count / 2);
    assertThat(root.get("about").get("导出人").asText()).isEqualTo("张三 (生态环境)");
    if (count > 1) {
      JsonNode first = root.get("features").get(0);
      assertThat(first.get("geometry").get("coordinates").toString()).isEqualTo("[122.5,31.25]");
      assertThat(first.get("properties").get("内容").asText()).isEqualTo(LONG + 2);
      assertThat(first.get("properties").get("行号").isNumber()).isTrue();
      assertThat(first.get("properties").get("空").isNull()).isTrue();
    }
  }

  /** Places and pictures cost reading; who does not show them does not ask. */
  @ParameterizedTest
  @EnumSource(TableFormat.class)
  void placesAndPicturesAreOnlyAskedForWhereTheyAreShown(TableFormat format) {
    Map<String, Integer> asked = new HashMap<>();
    TableShape<Item> counting =
        TableShape.<Item>of(
                "x",
                "x",
                SHAPE.columns(),
                item -> {
                  asked.merge("place", 1, Integer::sum);
                  return null;
                })
            .showing(item -> {
              asked.merge("picture", 1, Integer::sum);
              return null;
            });
    counting.row(items(1).getFirst(), format, 1);
    counting.row(items(1).getFirst(), format, TableFormat.MOST_PICTURES + 1);
    assertThat(asked.getOrDefault("place", 0)).isEqualTo(format == TableFormat.GEOJSON ? 2 : 0);
    assertThat(asked.getOrDefault("picture", 0)).isEqualTo(format == TableFormat.XLSX ? 1 : 0);
  }

  private static List<String> texts(Row row) {
    return row.stream().map(cell -> cell == null ? "" : cell.getText()).toList();
  }

  private static String text(Map<String, byte[]> files, String name) {
    byte @Nullable [] file = files.get(name);
    return file == null ? "" : new String(file, StandardCharsets.UTF_8);
  }

  /** By the directory at its end, as Excel does. */
  private Map<String, byte[]> unzipped(byte[] bytes) throws IOException {
    Path path = Files.write(folder.resolve("file.zip"), bytes);
    Map<String, byte[]> files = new TreeMap<>();
    try (ZipFile zip = new ZipFile(path.toFile())) {
      for (ZipEntry entry : zip.stream().map(one -> (ZipEntry) one).toList()) {
        files.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    return files;
  }
}

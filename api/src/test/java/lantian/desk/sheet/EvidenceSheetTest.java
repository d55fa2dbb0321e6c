package lantian.desk.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import lantian.desk.sheet.SheetContent.Row;
import lantian.desk.sheet.SheetContent.Section;
import lantian.desk.sheet.SheetContent.Tick;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

class EvidenceSheetTest {
  private static final Instant MADE = Instant.parse("2026-11-25T02:00:00Z");
  private static final EvidenceSheet SHEET = new EvidenceSheet(List.of("号牌", "违法事实"));
  private static final String LONG =
      "自2026-11-25 09:12:05起，SCR已达工作温度，SCR下游NOx持续高于200 ppm，均值580.632 ppm，峰值731.65 ppm，"
          + "所依据的报文共42条，均附于证据包，任何人可凭校验值核对。";

  private static SheetContent content(int rows, String value) {
    List<Row> all = new ArrayList<>();
    all.add(new Row("号牌", "苏E·12345（黄色）"));
    all.add(new Row("违法事实", value));
    for (int i = 0; i < rows; i++) {
      all.add(new Row("报文" + i, "0000000100000000000000000700" + (10 + i)));
    }
    return new SheetContent(
        "机动车排放违法证据单",
        "苏环证〔2026〕第17号",
        List.of(new Section("基本情况", all)),
        List.of(new Tick("清晰辨认号牌", Tick.State.MET), new Tick("违法事实图片", Tick.State.MISSING)),
        List.of("SM3 " + "ab".repeat(32)));
  }

  @Test
  void itsTextReadsBackAsItWasWritten() throws Exception {
    assertThat(lines(content(0, "氮氧化物持续超标 612.5 ppm")))
        .containsExactly(
            "机动车排放违法证据单",
            "苏环证〔2026〕第17号",
            "基本情况",
            "号牌 苏E·12345（黄色）",
            "违法事实 氮氧化物持续超标 612.5 ppm",
            "符合 清晰辨认号牌",
            "缺失 违法事实图片",
            "SM3 " + "ab".repeat(32),
            "第 1 页 共 1 页");
  }

  @Test
  void aLongValueIsBrokenAndWhole() throws Exception {
    List<String> lines = lines(content(0, LONG));
    String joined = lines.stream().skip(4).limit(3).collect(Collectors.joining());
    assertThat(joined.replace(" ", "")).contains(LONG.replace(" ", "").substring(0, 90));
    assertThat(String.join("", lines).replace(" ", "")).contains("可凭校验值核对。");
  }

  @Test
  void everyPageHasItsNumberAndTheSeals() throws Exception {
    List<String> lines = lines(content(120, "x"));
    assertThat(lines).contains("第 1 页 共 3 页", "第 3 页 共 3 页");
    assertThat(lines).filteredOn(line -> line.startsWith("SM3 ab")).hasSize(3);
    for (int i = 0; i < 120; i++) {
      assertThat(lines).contains("报文" + i + " 0000000100000000000000000700" + (10 + i));
    }
  }

  @Test
  void everyTypefaceIsEmbedded() throws Exception {
    try (PDDocument document = Loader.loadPDF(pdf(content(3, LONG)))) {
      int fonts = 0;
      for (PDPage page : document.getPages()) {
        for (COSName name : page.getResources().getFontNames()) {
          PDFont font = page.getResources().getFont(name);
          assertThat(font.isEmbedded()).as(font.getName()).isTrue();
          fonts++;
        }
      }
      assertThat(fonts).isEqualTo(2);
    }
    assertThat(pdf(content(3, LONG)).length).isLessThan(200_000);
  }

  @Test
  void aLabelThatCannotBePrintedIsRefusedAtTheStart() {
    assertThatThrownBy(() -> new EvidenceSheet(List.of("号牌", "字😀")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("字😀");
  }

  @Test
  void aLetterOfAValueThatCannotBePrintedIsShownAsMissing() throws Exception {
    assertThat(lines(content(0, "车主😀王某\t\u0007"))).contains("违法事实 车主〓王某〓〓");
  }

  private static byte[] pdf(SheetContent content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SHEET.write(content, MADE, out);
    return out.toByteArray();
  }

  private static List<String> lines(SheetContent content) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf(content))) {
      PDFTextStripper stripper = new PDFTextStripper();
      stripper.setSortByPosition(true);
      return stripper.getText(document).lines().filter(line -> !line.isBlank()).toList();
    }
  }
}

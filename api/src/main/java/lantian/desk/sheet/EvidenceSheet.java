package lantian.desk.sheet;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import lantian.proto.CityTime;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;

/** Writes evidence sheets as PDF (证据单). Safe for several threads. */
public final class EvidenceSheet {
  private static final float TITLE = 16;
  private static final float HEADING = 12;
  private static final float TEXT = 10;
  private static final float SMALL = 7;
  private static final float COLUMN = 170;
  private static final int MOST_SEALS = 4;

  /**
   * A writer whose labels can all be printed.
   *
   * @param labels every fixed text that sheets will bear
   * @throws IllegalStateException if one has a letter that no typeface has; says which
   */
  public EvidenceSheet(List<String> labels) {
    List<String> all = new ArrayList<>(labels);
    all.add("第页共 0123456789" + SheetFonts.GETA);
    for (SheetContent.Tick.State state : SheetContent.Tick.State.values()) {
      all.add(state.zh());
    }
    for (String label : all) {
      if (!SheetFonts.covers(label)) {
        throw new IllegalStateException("no typeface has every letter of the label " + label);
      }
    }
  }

  /**
   * Writes a sheet.
   *
   * @param made when it is made, for the properties of the file
   */
  public void write(SheetContent content, Instant made, OutputStream out) throws IOException {
    if (content.seals().size() > MOST_SEALS) {
      throw new IllegalArgumentException("at most " + MOST_SEALS + " seals fit at the foot");
    }
    try (PDDocument document = new PDDocument()) {
      describe(document.getDocumentInformation(), content, made);
      try (SheetPage page = new SheetPage(document, new SheetFonts(document))) {
        page.text(content.title(), TITLE);
        page.text(content.number(), TEXT);
        for (SheetContent.Section section : content.sections()) {
          page.gap(TEXT);
          page.text(section.heading(), HEADING);
          for (SheetContent.Row row : section.rows()) {
            page.row(row.label(), row.value(), COLUMN, TEXT);
          }
        }
        page.gap(TEXT);
        for (SheetContent.Tick tick : content.ticks()) {
          page.row(tick.state().zh(), tick.requirement(), COLUMN, TEXT);
        }
        page.foot(content.seals(), SMALL);
      }
      document.save(out);
    }
  }

  private static void describe(
      PDDocumentInformation properties, SheetContent content, Instant made) {
    properties.setTitle(content.title());
    properties.setCreator("Lantian");
    Calendar time = GregorianCalendar.from(made.atZone(CityTime.ZONE));
    properties.setCreationDate(time);
  }
}

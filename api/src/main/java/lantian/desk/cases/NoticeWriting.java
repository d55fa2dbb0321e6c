package lantian.desk.cases;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import lantian.proto.CityTime;

/**
 * Writes notices to owners (告知书生成). Pure: the same case at the same time gives the same text. Only
 * what a person has confirmed is told; a finding from an unproven sender is told of nobody who is
 * accused by proven ones.
 */
public final class NoticeWriting {
  /** Findings that are told one by one, the earliest first. */
  static final int MOST = 10;

  private static final String NO_DAY = "另行告知的日期";

  private final CaseTable table;
  private final NoticeTexts texts;

  NoticeWriting(CaseTable table, NoticeTexts texts) {
    this.table = table;
    this.texts = texts;
  }

  /**
   * The words that ship with the desk.
   *
   * @throws BrokenTable if they don't fit the table
   */
  public static NoticeWriting builtIn(Moving moving) {
    CaseTable table = moving.table();
    return new NoticeWriting(table, NoticeTexts.builtIn(table, moving.clocks().ids()));
  }

  /**
   * The notice of a case.
   *
   * @param vehicle the vehicle as the reader may see it: plate and colour, or what stands for them
   * @param now of when it is
   * @return empty if no person has confirmed the case, or if it ended without anything to tell
   */
  public Optional<Notice> write(CaseRecord record, String vehicle, Instant now) {
    LocalDate day = CityTime.day(now);
    String main = Track.MAIN.id() + "." + record.state().main();
    if (texts.text(main, day, Map.of()).isEmpty() || !CaseRow.of(record, table).confirmed()) {
      return Optional.empty();
    }
    Page page = new Page(record, now, places(record, vehicle, now));
    page.add(Notice.Part.TO, "to");
    page.add(Notice.Part.CASE, "case");
    page.measured();
    page.law();
    page.add(Notice.Part.STANDING, main);
    for (CaseFlag flag : record.flags()) {
      page.add(Notice.Part.STANDING, "flag." + flag.name());
    }
    page.duties();
    page.objection();
    return Optional.of(new Notice(page.text("title"), page.paragraphs));
  }

  private static Map<String, String> places(CaseRecord record, String vehicle, Instant now) {
    Map<String, String> places = new TreeMap<>();
    places.put("vehicle", vehicle);
    places.put("case", record.id());
    places.put("now", Notice.day(now));
    for (String clock : List.of("T4", "T7", "T8")) {
      places.put(clock, NO_DAY);
    }
    for (Clock clock : record.clocks()) {
      places.put(clock.id(), Notice.day(clock.due()));
    }
    return places;
  }

  /** A notice while it is written. */
  private final class Page {
    private final CaseRecord record;
    private final Instant now;
    private final LocalDate day;
    private final Map<String, String> places;
    private final List<Notice.Paragraph> paragraphs = new ArrayList<>();

    Page(CaseRecord record, Instant now, Map<String, String> places) {
      this.record = record;
      this.now = now;
      this.day = CityTime.day(now);
      this.places = places;
    }

    String text(String id) {
      return texts
          .text(id, day, places)
          .orElseThrow(() -> new IllegalStateException("no text " + id));
    }

    void add(Notice.Part part, String id) {
      paragraphs.add(new Notice.Paragraph(part, text(id)));
    }

    void measured() {
      add(Notice.Part.MEASURED, "measured");
      List<CaseFinding> rows = told();
      int number = 0;
      for (CaseFinding row : rows.subList(0, Math.min(rows.size(), MOST))) {
        number++;
        places.put("n", Integer.toString(number));
        places.put("reason", row.reason().zh());
        places.put("measured", number(row.figures().measured()));
        places.put("limit", number(row.figures().limit()));
        places.put("unit", row.figures().unit());
        add(Notice.Part.MEASURED, "measured.one");
      }
      if (rows.size() > number) {
        places.put("shown", Integer.toString(number));
        places.put("count", Integer.toString(rows.size()));
        add(Notice.Part.MEASURED, "measured.more");
      }
      if (rows.stream().noneMatch(CaseFinding::verified)) {
        add(Notice.Part.MEASURED, "measured.unproven");
      }
    }

    /**
     * What stands, or, if nothing does any more, what stood; of proven senders if there are any.
     */
    private List<CaseFinding> told() {
      List<CaseFinding> standing = record.standing();
      List<CaseFinding> rows = standing.isEmpty() ? record.findings() : standing;
      List<CaseFinding> proven = rows.stream().filter(CaseFinding::verified).toList();
      return proven.isEmpty() ? rows : proven;
    }

    void law() {
      Set<String> laws = new LinkedHashSet<>();
      told().forEach(row -> laws.add(row.law().zh()));
      places.put("law", String.join("；", laws));
      add(Notice.Part.LAW, "law");
      if (told().stream().anyMatch(row -> !row.law().verified())) {
        add(Notice.Part.LAW, "law.unverified");
      }
    }

    void duties() {
      if (takenBack()) {
        return;
      }
      int before = paragraphs.size();
      for (Track track : List.of(Track.PENALTY, Track.REPAIR)) {
        String id = track.id() + "." + record.state().of(track);
        texts
            .text(dueOrOver(id), day, places)
            .ifPresent(text -> paragraphs.add(new Notice.Paragraph(Notice.Part.DUTY, text)));
      }
      if (paragraphs.size() == before) {
        add(Notice.Part.DUTY, "nothing");
      }
    }

    /** True if one sentence has taken back all that the case asked for. */
    private boolean takenBack() {
      return table.ended(record.state()) && !record.state().main().equals("closed");
    }

    private String dueOrOver(String id) {
      String clock = texts.clock(id, day);
      boolean over = clock != null && record.running(clock).filter(c -> c.overdue(now)).isPresent();
      return over ? NoticeTexts.overdue(id) : id;
    }

    void objection() {
      String appeal = record.state().appeal();
      if (!takenBack() || !appeal.equals(table.initial().appeal())) {
        add(Notice.Part.OBJECTION, "appeal." + appeal);
      }
      if (Set.of("entered", "notified", "paid").contains(record.state().penalty())) {
        add(Notice.Part.OBJECTION, Notice.COURT);
      }
    }

    private static String number(double value) {
      return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
  }
}

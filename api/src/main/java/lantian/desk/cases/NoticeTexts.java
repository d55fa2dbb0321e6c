package lantian.desk.cases;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The words of the notice (告知书用语), dated, from {@code notice.yaml}. */
final class NoticeTexts {
  private static final String FILE = "notice.yaml";
  private static final Pattern PLACE = Pattern.compile("[{]([A-Za-z0-9]+)[}]");

  private final List<Row> rows;

  /**
   * One text.
   *
   * @param id which
   * @param zh the words, with places in braces
   * @param clock the clock whose end changes the text to the one of {@code id.overdue}, null if
   *     none
   * @param validFrom first day on which it is used
   * @param source what it tells of the law, null if it tells none
   * @param verified true if somebody compared it with the source
   */
  private record Row(
      String id,
      String zh,
      @Nullable String clock,
      LocalDate validFrom,
      @Nullable String source,
      boolean verified) {}

  private NoticeTexts(List<Row> rows) {
    this.rows = rows.stream().sorted(Comparator.comparing(Row::validFrom)).toList();
  }

  /** Those that ship with the desk; throws {@link BrokenTable} if the file is unreadable. */
  static NoticeTexts builtIn(CaseTable table, Set<String> clocks) {
    return read(Branch.resource(FILE), table, clocks);
  }

  static NoticeTexts read(String text, CaseTable table, Set<String> clocks) {
    Branch root = Branch.root(FILE, text);
    List<Row> rows = new ArrayList<>();
    for (Branch branch : root.branches("texts")) {
      Row row =
          new Row(
              branch.text("id"),
              branch.text("zh"),
              branch.has("clock") ? branch.text("clock") : null,
              branch.day("validFrom"),
              branch.has("source") ? branch.text("source") : null,
              branch.has("source") && branch.decided("verified"));
      branch.done();
      check(branch, row, rows, table, clocks);
      rows.add(row);
    }
    root.done();
    for (Row row : rows) {
      if (row.clock() != null && rows.stream().noneMatch(r -> r.id().equals(overdue(row.id())))) {
        throw root.fault(row.id() + " has no text for when " + row.clock() + " is over");
      }
    }
    return new NoticeTexts(rows);
  }

  private static void check(
      Branch branch, Row row, List<Row> before, CaseTable table, Set<String> clocks) {
    if (row.clock() != null && !clocks.contains(row.clock())) {
      throw branch.fault("unknown clock " + row.clock());
    }
    for (Row other : before) {
      if (other.id().equals(row.id()) && other.validFrom().equals(row.validFrom())) {
        throw branch.fault(row.id() + " has two texts from the same day");
      }
    }
    List<String> words = List.of(row.id().split("[.]", -1));
    for (Track track : Track.values()) {
      if (words.getFirst().equals(track.id())
          && !row.id().equals(Notice.COURT)
          && table.find(track, words.get(1)).isEmpty()) {
        throw branch.fault("unknown state " + words.get(1));
      }
    }
  }

  /** Ids of the texts there are. */
  Set<String> ids() {
    Set<String> ids = new TreeSet<>();
    rows.forEach(row -> ids.add(row.id()));
    return ids;
  }

  /** The clock that changes a text of this day, null if none does. */
  @Nullable String clock(String id, LocalDate day) {
    return row(id, day).map(Row::clock).orElse(null);
  }

  static String overdue(String id) {
    return id + ".overdue";
  }

  /** A text of this day with its places filled; empty if there is none of this id. */
  Optional<String> text(String id, LocalDate day, Map<String, String> places) {
    return row(id, day).map(row -> filled(row, places));
  }

  private Optional<Row> row(String id, LocalDate day) {
    List<Row> all = rows.stream().filter(row -> row.id().equals(id)).toList();
    return all.reversed().stream()
        .filter(row -> !row.validFrom().isAfter(day))
        .findFirst()
        .or(() -> all.stream().findFirst());
  }

  private static String filled(Row row, Map<String, String> places) {
    return PLACE
        .matcher(row.zh())
        .replaceAll(place -> {
          String value = places.get(place.group(1));
          if (value == null) {
            throw new IllegalStateException(row.id() + " has nothing for " + place.group());
          }
          return Matcher.quoteReplacement(value);
        });
  }
}

package lantian.desk.lists;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import lantian.desk.cases.CaseActor;
import lantian.proto.CityTime;
import org.jspecify.annotations.Nullable;

/**
 * Finds the row of each line of an answer (反馈匹配). A line is taken or explained by itself; the same
 * answer sent again changes nothing.
 */
public final class ResultMatching {
  private final HandoverList list;
  private final CaseActor by;
  private final Instant now;
  private final Map<String, ListRow> byCase = new HashMap<>();
  private final Map<String, List<ListRow>> byPlate = new HashMap<>();
  private final Map<Integer, RowResult> fresh = new TreeMap<>();
  private final List<LineAnswer> answers = new ArrayList<>();

  /**
   * What came of it.
   *
   * @param fresh results of rows that had none
   * @param lines one for each line, in their order
   */
  public record Matched(Map<Integer, RowResult> fresh, List<LineAnswer> lines) {
    /** Copies both. */
    public Matched {
      fresh = Map.copyOf(fresh);
      lines = List.copyOf(lines);
    }
  }

  /** A line that is not taken; carries no stack: it is an answer, not a bug. */
  private static final class NotTaken extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final ListFault fault;

    NotTaken(ListFault fault) {
      super(fault.name(), null, false, false);
      this.fault = fault;
    }
  }

  private ResultMatching(HandoverList list, CaseActor by, Instant now) {
    this.list = list;
    this.by = by;
    this.now = now;
    for (ListRow row : list.rows()) {
      byCase.put(row.caseId(), row);
      String plate = row.plate();
      if (plate != null) {
        byPlate.computeIfAbsent(plain(plate), p -> new ArrayList<>()).add(row);
      }
    }
  }

  /** Matches all lines of one answer. */
  public static Matched match(
      HandoverList list, List<GivenResult> lines, CaseActor by, Instant now) {
    ResultMatching matching = new ResultMatching(list, by, now);
    lines.forEach(matching::take);
    return new Matched(matching.fresh, matching.answers);
  }

  private void take(GivenResult line) {
    Integer number = null;
    try {
      ListRow row = row(line);
      number = row.number();
      RowResult said = result(line);
      answers.add(new LineAnswer(line.line(), status(row, said), number, null));
    } catch (NotTaken e) {
      answers.add(new LineAnswer(line.line(), LineAnswer.Status.REJECTED, number, e.fault));
    }
  }

  private LineAnswer.Status status(ListRow row, RowResult said) {
    RowResult before = list.results().get(row.number());
    if (before != null) {
      if (before.says(said)) {
        return LineAnswer.Status.UNCHANGED;
      }
      throw new NotTaken(ListFault.ANSWERED_OTHERWISE);
    }
    ListFault lacking = lacking(said);
    if (lacking != null) {
      throw new NotTaken(lacking);
    }
    RowResult inFile = fresh.putIfAbsent(row.number(), said);
    if (inFile != null) {
      throw new NotTaken(ListFault.TWICE_IN_FILE);
    }
    return LineAnswer.Status.ACCEPTED;
  }

  /** What the case's move would ask for; an answer that could not move its case is not taken. */
  private static @Nullable ListFault lacking(RowResult said) {
    return switch (said.kind()) {
      case PENALISED ->
          blank(said.code())
              ? ListFault.NO_CODE
              : blank(said.reference()) ? ListFault.NO_REFERENCE : null;
      case REPAIRED ->
          blank(said.workshop())
              ? ListFault.NO_WORKSHOP
              : blank(said.reference())
                  ? ListFault.NO_REFERENCE
                  : said.day() == null ? ListFault.NO_DAY : null;
      case SCRAPPED -> blank(said.reference()) ? ListFault.NO_REFERENCE : null;
      case EXEMPTED, RETURNED, URGED -> null;
    };
  }

  private static boolean blank(@Nullable String text) {
    return text == null || RowTask.plain(text).isBlank();
  }

  /** Everything that a line names has to be of one row. */
  private ListRow row(GivenResult line) {
    List<ListRow> named = new ArrayList<>();
    if (line.caseId() != null) {
      named.add(known(byCase.get(line.caseId()), ListFault.UNKNOWN_CASE));
    }
    Integer number = line.row();
    if (number != null) {
      boolean there = number >= 1 && number <= list.rows().size();
      named.add(known(there ? list.rows().get(number - 1) : null, ListFault.UNKNOWN_ROW));
    }
    String plate = line.plate();
    if (plate != null) {
      List<ListRow> same = ofPlate(plate, line.colour());
      if (named.isEmpty() && same.size() > 1) {
        throw new NotTaken(ListFault.AMBIGUOUS);
      }
      named.add(
          named.isEmpty() || !same.contains(named.getFirst()) ? same.getFirst() : named.getFirst());
    }
    if (named.isEmpty()) {
      throw new NotTaken(ListFault.NO_KEY);
    }
    if (named.stream().distinct().count() > 1) {
      throw new NotTaken(ListFault.DISAGREE);
    }
    return named.getFirst();
  }

  private List<ListRow> ofPlate(String plate, @Nullable String colour) {
    List<ListRow> same =
        byPlate.getOrDefault(plain(plate), List.of()).stream()
            .filter(row -> colour == null || colour.equals(row.values().get(ListRow.COLOUR)))
            .toList();
    if (same.isEmpty()) {
      throw new NotTaken(ListFault.UNKNOWN_PLATE);
    }
    return same;
  }

  private static ListRow known(@Nullable ListRow row, ListFault fault) {
    if (row == null) {
      throw new NotTaken(fault);
    }
    return row;
  }

  private RowResult result(GivenResult line) {
    RowResult.Kind kind = null;
    for (RowResult.Kind one : RowResult.Kind.values()) {
      if (one.name().equals(line.result()) || one.zh().equals(line.result().strip())) {
        kind = one;
      }
    }
    if (kind == null || !list.kind().takes(kind)) {
      throw new NotTaken(ListFault.UNKNOWN_RESULT);
    }
    if (kind.needsReason() && (line.reason() == null || line.reason().isBlank())) {
      throw new NotTaken(ListFault.NO_REASON);
    }
    return new RowResult(
        kind,
        line.reference(),
        day(line.day()),
        line.reason(),
        line.code(),
        line.workshop(),
        by,
        now);
  }

  private @Nullable LocalDate day(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      LocalDate day = LocalDate.parse(text);
      if (!day.isAfter(LocalDate.ofInstant(now, CityTime.ZONE))) {
        return day;
      }
    } catch (DateTimeException e) {
      // The same answer as for a day that lies ahead.
    }
    throw new NotTaken(ListFault.BAD_DAY);
  }

  /** As people type plates: blanks and points between, small letters. */
  private static String plain(String plate) {
    return plate.replaceAll("[\\s·.-]", "").toUpperCase(Locale.ROOT);
  }
}

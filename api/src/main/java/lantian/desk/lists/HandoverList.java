package lantian.desk.lists;

import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import lantian.desk.canonical.CanonicalJson;
import org.jspecify.annotations.Nullable;

/**
 * A frozen, numbered batch of cases for another department (移交清单). What was issued never changes;
 * receipt and results are added to it.
 *
 * @param number its number, such as {@code WF-2026-000001}
 * @param kind what it hands over
 * @param county the county whose cases it has, null for the whole city
 * @param issued when, to the millisecond
 * @param issuer who issued it
 * @param rows its rows, numbered from 1
 * @param root the signed root that was the newest when it was issued, canonical JSON; null if there
 *     was none
 * @param hash SM3 over {@link #manifest}, as hex; what a receipt confirms
 * @param receipt who took receipt of it, null while nobody has
 * @param results what was done, by number of the row
 * @param moves what became of the cases by that, in order
 */
public record HandoverList(
    String number,
    ListKind kind,
    @Nullable String county,
    Instant issued,
    String issuer,
    List<ListRow> rows,
    @Nullable String root,
    String hash,
    @Nullable Receipt receipt,
    SortedMap<Integer, RowResult> results,
    List<RowMove> moves) {
  /** Rows of one list, at most. */
  public static final int LONGEST = 5_000;

  /** Where a list stands. */
  public enum State {
    /** Issued; nobody has taken receipt. */
    ISSUED("待签收"),
    /** Received; rows are being worked on. */
    RECEIVED("办理中"),
    /** Every row has been answered. */
    ANSWERED("已反馈");

    private final String zh;

    State(String zh) {
      this.zh = zh;
    }

    /** The Chinese words. */
    public String zh() {
      return zh;
    }
  }

  /** Copies the rows and results. */
  public HandoverList {
    rows = List.copyOf(rows);
    results = Collections.unmodifiableSortedMap(new TreeMap<>(results));
    moves = List.copyOf(moves);
  }

  /**
   * A row to be issued; the list gives it its number.
   *
   * @param caseId opaque id of the case
   * @param values what it says
   */
  public record NewRow(String caseId, SortedMap<String, String> values) {}

  /** What keeps these rows from being a list; empty if nothing does. */
  public static Optional<ListFault> refusal(List<NewRow> rows) {
    if (rows.isEmpty()) {
      return Optional.of(ListFault.EMPTY);
    }
    if (rows.size() > LONGEST) {
      return Optional.of(ListFault.TOO_LONG);
    }
    Set<String> cases = new HashSet<>();
    boolean twice = rows.stream().anyMatch(row -> !cases.add(row.caseId()));
    return twice ? Optional.of(ListFault.TWICE) : Optional.empty();
  }

  /** A list as it is issued. */
  static HandoverList issue(
      String number,
      ListKind kind,
      @Nullable String county,
      Instant issued,
      String issuer,
      List<NewRow> wanted,
      @Nullable String root) {
    List<ListRow> rows = new java.util.ArrayList<>();
    for (NewRow row : wanted) {
      rows.add(new ListRow(rows.size() + 1, row.caseId(), row.values()));
    }
    HandoverList bare =
        new HandoverList(
            number,
            kind,
            county,
            issued,
            issuer,
            rows,
            root,
            "",
            null,
            Collections.emptySortedMap(),
            List.of());
    return new HandoverList(
        number,
        kind,
        county,
        issued,
        issuer,
        rows,
        root,
        bare.computed(),
        null,
        bare.results(),
        List.of());
  }

  /** What was frozen, as canonical JSON: everything but the receipt and the results. */
  public String manifest() {
    Map<String, @Nullable Object> fields = new TreeMap<>();
    fields.put("county", county);
    fields.put("issued", issued.toEpochMilli());
    fields.put("issuer", issuer);
    fields.put("kind", kind.name());
    fields.put("number", number);
    if (root != null) {
      fields.put("root", root); // Lists from before had none, and their hash stands.
    }
    fields.put(
        "rows",
        rows.stream().map(row -> Map.of("case", row.caseId(), "digest", row.digest())).toList());
    return CanonicalJson.text(fields);
  }

  private String computed() {
    return ListRow.digest(manifest());
  }

  /** True if the rows are those that were issued. */
  public boolean intact() {
    return hash.equals(computed());
  }

  /** Where it stands. */
  public State state() {
    if (receipt == null) {
      return State.ISSUED;
    }
    return results.size() == rows.size() ? State.ANSWERED : State.RECEIVED;
  }

  /**
   * Why this receipt can't be taken; empty if it can, or has been before.
   *
   * @param confirmed hash that the receiver has seen
   */
  public Optional<ListFault> refusal(Receipt wanted, String confirmed) {
    if (!confirmed.equals(hash)) {
      return Optional.of(ListFault.HASH);
    }
    Receipt before = receipt;
    return before == null || before.by().equals(wanted.by())
        ? Optional.empty()
        : Optional.of(ListFault.RECEIVED_BY_OTHER);
  }

  /** With a receipt; the same if it has one. */
  HandoverList received(Receipt by) {
    return receipt != null
        ? this
        : new HandoverList(
            number, kind, county, issued, issuer, rows, root, hash, by, results, moves);
  }

  /** With results for rows that had none. */
  HandoverList answered(Map<Integer, RowResult> fresh) {
    SortedMap<Integer, RowResult> all = new TreeMap<>(fresh);
    all.putAll(results);
    return new HandoverList(
        number, kind, county, issued, issuer, rows, root, hash, receipt, all, moves);
  }

  /** With what became of some rows' cases. */
  HandoverList moved(List<RowMove> more) {
    List<RowMove> all = new java.util.ArrayList<>(moves);
    all.addAll(more);
    return new HandoverList(
        number, kind, county, issued, issuer, rows, root, hash, receipt, results, all);
  }

  /** Moves that were not made: somebody has to see to these cases. */
  public long notMade() {
    return moves.stream().filter(move -> move.outcome() == RowMove.Outcome.NOT_MADE).count();
  }

  /** Without its rows: they are personal. */
  @Override
  public String toString() {
    return "HandoverList[" + number + " " + rows.size() + " rows, " + state() + "]";
  }
}

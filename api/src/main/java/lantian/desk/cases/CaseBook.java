package lantian.desk.cases;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import lantian.desk.register.RegisterReadings;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * The stored cases (案件簿), {@code desk_cases}. Calls block.
 *
 * <p>A case is one document, and every write of one is one replacement of it that names the version
 * it was made from: of two who move a case at once one is told, and whatever is killed in between
 * leaves the case before or after the move. A timeline is never written apart from its state, and
 * neither is the mark that {@link CaseOutbox} finds new events by.
 */
public final class CaseBook {
  static final String COLLECTION = "desk_cases";

  /** The attempts that moved it last, by their marks. */
  static final String ATTEMPTS = "attempts";

  /** When it was last written, by the database's clock. */
  static final String WRITTEN = "written";

  /** The mark of a file that a person added. */
  public static final String FILE_ADDED = "fileAdded";

  private final MongoCollection<Document> cases;
  private final SubjectTurn turn;
  private final Moving moving;
  private final CaseCounties counties;
  private final CaseIndex index;
  private final CrashPoint crash;

  /** Opens the book and makes sure that its indexes are there. */
  public CaseBook(MongoDatabase durable, Moving moving, RegisterReadings register) {
    this(durable, moving, register, CrashPoint.NONE);
  }

  CaseBook(MongoDatabase durable, Moving moving, RegisterReadings register, CrashPoint crash) {
    this.crash = crash;
    this.cases = durable.getCollection(COLLECTION);
    this.turn = new SubjectTurn(durable);
    this.moving = moving;
    this.counties = new CaseCounties(cases, register);
    cases.createIndex(
        Indexes.ascending("subject", "kind", "ordinal"), new IndexOptions().unique(true));
    this.index = new CaseIndex(cases);
    index.create();
    CaseOutbox.index(cases);
    CaseSeals.index(cases);
    CaseEscalations.index(cases);
  }

  /** How cases move. */
  public Moving moving() {
    return moving;
  }

  /** One case. */
  public Optional<CaseRecord> find(String id) {
    return Optional.ofNullable(cases.find(Filters.eq("_id", id)).first()).map(CaseDocument::record);
  }

  /** One page, latest act first; a null cursor is the beginning. */
  public CasePage page(CaseFilter filter, @Nullable String cursor, int limit) {
    List<CaseRow> rows = new ArrayList<>();
    for (Document stored :
        cases
            .find(CaseQuery.page(filter, cursor))
            .hint(index.paging(filter))
            .projection(CaseQuery.ROW)
            .sort(CaseQuery.ORDER)
            .limit(limit + 1)) {
      if (rows.size() == limit) {
        return new CasePage(rows, CaseQuery.cursor(rows.getLast()));
      }
      rows.add(CaseDocument.row(stored));
    }
    return new CasePage(rows, null);
  }

  /**
   * How many there are.
   *
   * @param most counted up to this, 0 for no end
   */
  public long count(CaseFilter filter, int most) {
    return cases.countDocuments(
        CaseQuery.where(filter), new CountOptions().limit(most).hint(index.counting(filter)));
  }

  /** All cases of these subjects, by ordinal. */
  public List<CaseRecord> of(Collection<String> subjects) {
    List<CaseRecord> found = new ArrayList<>();
    cases
        .find(Filters.in("subject", subjects))
        .sort(Sorts.ascending("subject", "kind", "ordinal"))
        .forEach(stored -> found.add(CaseDocument.record(stored)));
    return found;
  }

  /** Moves a case by an attempt that nobody will ask for again. */
  public Optional<Answered> move(
      CaseRecord read, String move, Supplier<Asked> asking, Runnable before) {
    return move(read, move, asking, before, null);
  }

  /**
   * Moves a case.
   *
   * @param read the case as whoever asks has read it
   * @param move what is asked
   * @param asking the same with the facts of now, which are looked up when it is this case's turn
   * @param before runs when all is checked, before the write
   * @param mark names the attempt, so that {@link #done} finds it; null if nobody will ask
   * @return the answer; empty if the case has been written to since it was read
   */
  public Optional<Answered> move(
      CaseRecord read,
      String move,
      Supplier<Asked> asking,
      Runnable before,
      @Nullable String mark) {
    boolean others =
        moving.table().fitting(read).stream()
            .filter(row -> row.move().id().equals(move))
            .anyMatch(row -> row.gates().stream().anyMatch(Gate::looksAtOthers));
    return others
        ? turn.alone(
            read.subject(), still -> moved(read, asking.get(), () -> begins(before, still), mark))
        : moved(read, asking.get(), before, mark);
  }

  /** The turn outlasts the one write that is left. */
  private static void begins(Runnable before, Runnable still) {
    before.run();
    still.run();
  }

  /** The case, if this attempt has moved it before; whoever sent it may have got no answer. */
  public Optional<CaseRecord> done(String id, String mark) {
    return Optional.ofNullable(
            cases.find(Filters.and(Filters.eq("_id", id), Filters.eq(ATTEMPTS, mark))).first())
        .map(CaseDocument::record);
  }

  private Optional<Answered> moved(
      CaseRecord read, Asked asked, Runnable before, @Nullable String mark) {
    Answered answer = moving.move(read, asked);
    if (answer instanceof Answered.Moved moved) {
      before.run();
      return put(moved.next(), mark) ? Optional.of(answer) : Optional.empty();
    }
    return Optional.of(answer);
  }

  /**
   * Notes on the timeline of a case that still goes on that a file was added to it.
   *
   * @param read the case as whoever asks has read it
   * @param data what the file is
   * @param before runs before the write
   * @return the case; empty if it has been written to since it was read
   */
  public Optional<CaseRecord> added(
      CaseRecord read,
      CaseActor actor,
      String reason,
      Map<String, String> data,
      Instant at,
      Runnable before) {
    CaseRecord next = moving.mark(read, FILE_ADDED, actor, reason, data, at);
    before.run();
    return put(next) ? Optional.of(next) : Optional.empty();
  }

  /**
   * Writes a case whose plate was corrected.
   *
   * @param next what {@link Correcting} made of the case as whoever asks has read it
   * @param before runs before the write
   * @param mark names the attempt, so that {@link #done} finds it
   * @return false if the case has been written to since it was read
   */
  public boolean corrected(CaseRecord next, Runnable before, String mark) {
    before.run();
    return put(next, mark);
  }

  /**
   * Writes a case that was made from the version before.
   *
   * @return false if there is another version by now
   */
  boolean put(CaseRecord next) {
    return put(next, null);
  }

  private boolean put(CaseRecord next, @Nullable String mark) {
    CaseRow row = CaseRow.of(next, moving.table());
    Document document = CaseDocument.of(next, moving.table(), counties.of(row));
    crash.reached(CrashPoint.Place.WRITE_DUE);
    boolean put = next.version() == 1 ? inserted(document) : replaced(next, document, mark);
    crash.reached(CrashPoint.Place.WRITTEN);
    return put;
  }

  private boolean replaced(CaseRecord next, Document document, @Nullable String mark) {
    Bson before =
        Filters.and(Filters.eq("_id", next.id()), Filters.eq("version", next.version() - 1));
    return cases.updateOne(before, CaseOutbox.replacement(document, mark)).getMatchedCount() == 1;
  }

  /** Follows corrections of the register. */
  CaseCounties counties() {
    return counties;
  }

  private boolean inserted(Document document) {
    try {
      cases.insertOne(CaseOutbox.opened(document));
      return true;
    } catch (MongoWriteException e) {
      if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
        return false;
      }
      throw e;
    }
  }
}

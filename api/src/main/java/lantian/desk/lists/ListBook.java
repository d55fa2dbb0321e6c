package lantian.desk.lists;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import lantian.desk.cases.CaseActor;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * The lists that were issued (清单簿), {@code desk_lists}: one document a list, one atomic write for
 * issuing, receipt and results each. What is to be told of it is written with it.
 */
public final class ListBook {
  static final String COLLECTION = "desk_lists";

  private final MongoCollection<Document> lists;
  private final ListIssue issue;
  private final InstantSource clock;

  /** How a change ended. */
  public sealed interface Change {
    /** It stands; {@code changed} is false if it stood before. */
    record Done(HandoverList list, boolean changed) implements Change {}

    /** It is not to be. */
    record Refused(ListFault fault) implements Change {}

    /**
     * Cases of it stand on other lists of its kind.
     *
     * @param on the other list's number, by case
     */
    record Standing(Map<String, String> on) implements Change {
      /** Copies the map. */
      public Standing {
        on = Map.copyOf(on);
      }
    }

    /** There is no such list. */
    record Unknown() implements Change {}
  }

  /**
   * What came of an answer.
   *
   * @param list the list with what was taken
   * @param lines one for each line of the answer
   */
  public record Answered(HandoverList list, List<LineAnswer> lines) {}

  private ListBook(
      MongoCollection<Document> lists, Supplier<Optional<String>> root, InstantSource clock) {
    this.lists = lists;
    this.issue = new ListIssue(lists, root);
    this.clock = clock;
  }

  /**
   * Opens it; makes its indexes.
   *
   * @param root the newest signed root, which each list bears
   */
  public static ListBook open(
      MongoDatabase durable, Supplier<Optional<String>> root, InstantSource clock) {
    MongoCollection<Document> lists = durable.getCollection(COLLECTION);
    ListIndexes.create(lists);
    return new ListBook(lists, root, clock);
  }

  /** What is to be told of lists. */
  public ListNotices notices() {
    return new ListNotices(lists);
  }

  /** Which of them have cases to be moved. */
  ListMoves moves() {
    return new ListMoves(lists);
  }

  /**
   * Issues a list under the next number of its kind and year.
   *
   * @param request names the wish: issued again under the same name, it is the same list; null if
   *     it has no name
   */
  public Change issue(
      ListKind kind,
      @Nullable String county,
      String issuer,
      List<HandoverList.NewRow> rows,
      @Nullable String request) {
    return issue.issue(kind, county, issuer, rows, request, now());
  }

  /** One list. */
  public Optional<HandoverList> find(String number) {
    return Optional.ofNullable(lists.find(Filters.eq("_id", number)).first())
        .map(ListDocument::list);
  }

  /**
   * Lists by number, last first.
   *
   * @param county the only county, null for all
   * @param before number before which the page begins, null for the last ones
   * @param limit lists at most
   */
  public List<HandoverList> list(
      ListKind kind, @Nullable String county, @Nullable String before, int limit) {
    List<Bson> all = new ArrayList<>();
    all.add(Filters.gte("_id", kind.prefix() + "-"));
    all.add(Filters.lt("_id", before == null ? kind.prefix() + "." : before));
    all.add(Filters.eq("kind", kind.name()));
    if (county != null) {
      all.add(Filters.eq("county", county));
    }
    List<HandoverList> found = new ArrayList<>();
    lists
        .find(Filters.and(all))
        .sort(Sorts.descending("_id"))
        .limit(limit)
        .forEach(document -> found.add(ListDocument.list(document)));
    return found;
  }

  /**
   * Lists that were issued in a period, counted up to {@code most}.
   *
   * @param county the only county, null for all
   * @param from first moment
   * @param to first moment behind it, null for no end
   */
  public long count(
      ListKind kind, @Nullable String county, Instant from, @Nullable Instant to, long most) {
    CountOptions bound = new CountOptions().limit(Math.toIntExact(most));
    return lists.countDocuments(issued(kind, county, from, to), bound);
  }

  /** The same lists, last first, read one after the other. */
  public void each(
      ListKind kind,
      @Nullable String county,
      Instant from,
      @Nullable Instant to,
      Consumer<HandoverList> take) {
    lists
        .find(issued(kind, county, from, to))
        .sort(Sorts.descending("issued"))
        .batchSize(20)
        .forEach(document -> take.accept(ListDocument.list(document)));
  }

  private static Bson issued(
      ListKind kind, @Nullable String county, Instant from, @Nullable Instant to) {
    List<Bson> all = new ArrayList<>();
    all.add(Filters.eq("kind", kind.name()));
    all.add(Filters.gte("issued", Date.from(from)));
    if (to != null) {
      all.add(Filters.lt("issued", Date.from(to)));
    }
    if (county != null) {
      all.add(Filters.eq("county", county));
    }
    return Filters.and(all);
  }

  /**
   * Those of these cases that stand on a list of this kind, which has not let them go, each with
   * the list's number.
   */
  public Map<String, String> standing(ListKind kind, Set<String> cases) {
    return issue.standing(kind, cases);
  }

  /**
   * Takes receipt.
   *
   * @param confirmed hash that the receiver has seen
   */
  public Change receive(String number, Receipt receipt, String confirmed) {
    while (true) {
      Optional<HandoverList> found = find(number);
      if (found.isEmpty()) {
        return new Change.Unknown();
      }
      HandoverList list = found.get();
      Optional<ListFault> refusal = list.refusal(receipt, confirmed);
      if (refusal.isPresent()) {
        return new Change.Refused(refusal.get());
      }
      if (list.receipt() != null) {
        return new Change.Done(list, false);
      }
      if (write(list, list.received(receipt), ListEvent.Kind.RECEIVED)) {
        return new Change.Done(list.received(receipt), true);
      }
    }
  }

  /**
   * Takes an answer, line by line.
   *
   * @param by who sent it
   * @return empty if there is no such list; a list without receipt takes no line
   */
  public Optional<Answered> answer(String number, List<GivenResult> lines, CaseActor by) {
    while (true) {
      Optional<HandoverList> found = find(number);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      HandoverList list = found.get();
      if (list.state() == HandoverList.State.ISSUED) {
        return Optional.of(new Answered(list, notReceived(lines)));
      }
      ResultMatching.Matched matched = ResultMatching.match(list, lines, by, now());
      HandoverList next = list.answered(matched.fresh());
      if (matched.fresh().isEmpty() || write(list, next, told(next))) {
        return Optional.of(new Answered(next, matched.lines()));
      }
    }
  }

  private static ListEvent.Kind told(HandoverList next) {
    return next.state() == HandoverList.State.ANSWERED
        ? ListEvent.Kind.ANSWERED
        : ListEvent.Kind.RESULTS;
  }

  private static List<LineAnswer> notReceived(List<GivenResult> lines) {
    return lines.stream()
        .map(line ->
            new LineAnswer(line.line(), LineAnswer.Status.REJECTED, null, ListFault.NOT_RECEIVED))
        .toList();
  }

  /** False if somebody changed the list since it was read. */
  private boolean write(HandoverList was, HandoverList now, ListEvent.Kind what) {
    ListEvent event = new ListEvent(what, now(), now.results().size());
    Bson unchanged =
        Filters.and(
            Filters.eq("_id", was.number()),
            Filters.eq("receipt", ListDocument.of(was.receipt())),
            Filters.size("results", was.results().size()));
    Bson update =
        Updates.combine(
            Updates.set("receipt", ListDocument.of(now.receipt())),
            Updates.set("results", ListDocument.results(now)),
            Updates.set("state", now.state().name()),
            Updates.push("events", ListDocument.of(event)),
            Updates.set("untold", true),
            Updates.set("unmoved", true));
    return lists.updateOne(unchanged, update).getMatchedCount() == 1;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}

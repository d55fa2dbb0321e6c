package lantian.desk.lists;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Puts new lists into the book (清单签发): one number after the other, no case on two lists. */
final class ListIssue {
  private static final int TRIES = 50;

  private final MongoCollection<Document> lists;
  private final ListNumbers numbers;
  private final Supplier<Optional<String>> root;

  /**
   * Issues into a collection.
   *
   * @param root the signed root that is the newest, empty if there is none
   */
  ListIssue(MongoCollection<Document> lists, Supplier<Optional<String>> root) {
    this.lists = lists;
    this.numbers = new ListNumbers(lists);
    this.root = root;
  }

  /**
   * Issues a list under the next number of its kind and year.
   *
   * <p>Of a kind one list at a time is issued, whoever issues: each takes the place behind the last
   * one it has seen, and looks which cases stand on a list after that. Whatever is issued between
   * the look and the write takes the same place, so that the write fails and all is looked at
   * again. Numbers alone would not do: they begin anew with each year, and two clocks may not agree
   * when that is.
   *
   * @param request names the wish: issued again under the same name, it is the same list; null if
   *     it has no name
   * @param now when
   */
  ListBook.Change issue(
      ListKind kind,
      @Nullable String county,
      String issuer,
      List<HandoverList.NewRow> rows,
      @Nullable String request,
      Instant now) {
    Optional<ListFault> refusal = HandoverList.refusal(rows);
    if (refusal.isPresent()) {
      return new ListBook.Change.Refused(refusal.get());
    }
    Set<String> cases =
        rows.stream().map(HandoverList.NewRow::caseId).collect(Collectors.toUnmodifiableSet());
    for (int i = 0; i < TRIES; i++) {
      Optional<HandoverList> before = request == null ? Optional.empty() : named(request);
      if (before.isPresent()) {
        return new ListBook.Change.Done(before.get(), false);
      }
      int place = numbers.place(kind);
      HandoverList list =
          HandoverList.issue(
              numbers.next(kind, now), kind, county, now, issuer, rows, root.get().orElse(null));
      Map<String, String> standing = standing(kind, cases);
      if (!standing.isEmpty()) {
        // The same wish may have been granted since it was looked for.
        Optional<HandoverList> own = request == null ? Optional.empty() : named(request);
        return own.isPresent()
            ? new ListBook.Change.Done(own.get(), false)
            : new ListBook.Change.Standing(standing);
      }
      ListEvent issued = new ListEvent(ListEvent.Kind.ISSUED, now, 0);
      if (insert(
          ListDocument.of(list)
              .append("place", place)
              .append("request", request)
              .append("events", List.of(ListDocument.of(issued)))
              .append("told", 0)
              .append("untold", true))) {
        return new ListBook.Change.Done(list, true);
      }
    }
    throw new IllegalStateException("the number of a list was always taken");
  }

  /**
   * Those of these cases that stand on a list of this kind, which has not let them go, each with
   * the list's number.
   */
  Map<String, String> standing(ListKind kind, Set<String> cases) {
    Map<String, String> standing = new HashMap<>();
    lists
        .find(Filters.and(Filters.eq("kind", kind.name()), Filters.in("rows.case", cases)))
        .forEach(document -> {
          HandoverList list = ListDocument.list(document);
          for (ListRow row : list.rows()) {
            RowResult result = list.results().get(row.number());
            if (cases.contains(row.caseId()) && (result == null || !kind.letsGo(result.kind()))) {
              standing.put(row.caseId(), list.number());
            }
          }
        });
    return standing;
  }

  private Optional<HandoverList> named(String request) {
    return Optional.ofNullable(lists.find(Filters.eq("request", request)).first())
        .map(ListDocument::list);
  }

  private boolean insert(Document document) {
    try {
      lists.insertOne(document);
      return true;
    } catch (MongoWriteException e) {
      if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
        return false;
      }
      throw e;
    }
  }
}

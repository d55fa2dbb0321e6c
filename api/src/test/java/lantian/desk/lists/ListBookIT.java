package lantian.desk.lists;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lantian.desk.access.Role;
import lantian.desk.outbox.Bell;
import lantian.desk.outbox.Event;
import lantian.desk.outbox.Notice;
import lantian.desk.outbox.NoticeId;
import lantian.desk.outbox.Outbox;
import lantian.desk.outbox.Publisher;
import lantian.desk.outbox.Reader;
import lantian.obd.MongoSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Lists as they are stored: numbers without gaps, each change once, and told. */
class ListBookIT {
  private static final InstantSource NEW_YEAR =
      InstantSource.fixed(Instant.parse("2026-12-31T16:00:00Z"));

  private final AtomicReference<Instant> now = new AtomicReference<>(ListSamples.NOON);
  private final AtomicInteger next = new AtomicInteger();
  private MongoDatabase database;
  private Optional<String> root = Optional.empty();
  private ListBook book;

  @BeforeEach
  void open() {
    database =
        MongoSet.shared()
            .freshDatabase()
            .withReadConcern(ReadConcern.MAJORITY)
            .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    book = ListBook.open(database, () -> root, now::get);
  }

  @AfterEach
  void drop() {
    database.drop();
  }

  @Test
  void whatIsReadIsWhatWasIssued() {
    HandoverList list = issue(null);
    HandoverList read = book.find(list.number()).orElseThrow();
    assertThat(read).isEqualTo(list);
    assertThat(read.intact()).isTrue();
    assertThat(read.number()).isEqualTo("WF-2026-000001");
    assertThat(book.find("WF-2026-000002")).isEmpty();
  }

  @Test
  void aListBearsTheRootThatWasTheNewestWhenItWasIssued() {
    HandoverList before = issue("first");
    root = Optional.of("{\"n\":7}");
    HandoverList with =
        ((ListBook.Change.Done)
                book.issue(ListKind.REPAIRS, "姑苏区", "ecology", ListSamples.rows(), "second"))
            .list();
    root = Optional.of("{\"n\":8}");
    assertThat(before.root()).isNull();
    assertThat(before.manifest()).doesNotContain("root");
    HandoverList read = book.find(with.number()).orElseThrow();
    assertThat(read.root()).isEqualTo("{\"n\":7}");
    assertThat(read.intact()).isTrue();
    database
        .getCollection(ListBook.COLLECTION)
        .updateOne(Filters.eq("_id", with.number()), Updates.set("root", "{\"n\":8}"));
    assertThat(book.find(with.number()).orElseThrow().intact()).as("its hash covers it").isFalse();
  }

  @Test
  void numbersHaveNoGapsWhoeverIssues() throws Exception {
    List<String> numbers = new ArrayList<>();
    for (HandoverList list : together(12, this::issueFresh)) {
      numbers.add(list.number());
    }
    assertThat(numbers)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, 12).mapToObj("WF-2026-%06d"::formatted).toList());
    now.set(Instant.parse("2026-12-31T16:00:00Z")); // The new year in +08:00.
    assertThat(issueFresh().number()).isEqualTo("WF-2027-000001");
    assertThat(
            ((ListBook.Change.Done)
                    book.issue(ListKind.REPAIRS, null, "ecology", ListSamples.rows(), null))
                .list()
                .number())
        .isEqualTo("WX-2027-000001");
    assertThat(book.list(ListKind.VIOLATIONS, "姑苏区", null, 3))
        .extracting(HandoverList::number)
        .containsExactly("WF-2027-000001", "WF-2026-000012", "WF-2026-000011");
    assertThat(book.list(ListKind.VIOLATIONS, "姑苏区", "WF-2026-000002", 3))
        .extracting(HandoverList::number)
        .containsExactly("WF-2026-000001");
    assertThat(book.list(ListKind.VIOLATIONS, "张家港市", null, 3)).isEmpty();
  }

  @Test
  void theSameWishIsOneList() throws Exception {
    assertThat(together(6, () -> issue("wish-1")).stream().distinct()).hasSize(1);
    assertThat(issueFresh().number()).isEqualTo("WF-2026-000002");
  }

  @Test
  void aCaseStandsOnItsListUntilItIsReturned() {
    Set<String> asked = Set.of("case-a", "case-b", "case-x");
    assertThat(book.standing(ListKind.VIOLATIONS, asked)).isEmpty();
    HandoverList list = issue(null);
    assertThat(book.standing(ListKind.VIOLATIONS, asked))
        .containsOnly(entry("case-a", list.number()), entry("case-b", list.number()));
    assertThat(book.standing(ListKind.REPAIRS, asked)).isEmpty();
    book.receive(list.number(), ListSamples.POLICE, list.hash());
    answer(list, ListSamples.byRow(1, 1, "已处罚", null));
    answer(list, ListSamples.byRow(1, 2, "退回", "非本市车辆"));
    assertThat(book.standing(ListKind.VIOLATIONS, asked))
        .containsOnly(entry("case-a", list.number()));
  }

  @RepeatedTest(3)
  void aCaseStandsOnOneListWhoeverIssuesAtTheSameTime() throws Exception {
    for (int round = 0; round < 12; round++) { // Later ones find the connections open.
      String both = "both-" + round;
      List<Callable<ListBook.Change>> all = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        // Two clocks that do not agree about the year; each list has a case of its own as well.
        ListBook its = ListBook.open(database, () -> root, List.of(now::get, NEW_YEAR).get(i % 2));
        List<HandoverList.NewRow> rows = rows("own-" + round + "-" + i, both);
        all.add(() -> its.issue(ListKind.VIOLATIONS, null, "ecology", rows, null));
      }
      List<ListBook.Change> changes = new ArrayList<>();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (Future<ListBook.Change> one : threads.invokeAll(all)) {
          changes.add(one.get());
        }
      }
      List<String> issued =
          changes.stream()
              .filter(ListBook.Change.Done.class::isInstance)
              .map(one -> ((ListBook.Change.Done) one).list().number())
              .toList();
      assertThat(issued).hasSize(1);
      assertThat(changes)
          .filteredOn(one -> !(one instanceof ListBook.Change.Done))
          .hasSize(7)
          .containsOnly(new ListBook.Change.Standing(Map.of(both, issued.getFirst())));
      assertThat(database.getCollection(ListBook.COLLECTION).countDocuments()).isEqualTo(round + 1);
    }
  }

  @Test
  void whatAListReturnedMayStandOnOneNewList() {
    HandoverList list = issue(null);
    book.receive(list.number(), ListSamples.POLICE, list.hash());
    assertThat(fresh("case-b")).isInstanceOf(ListBook.Change.Standing.class);
    answer(list, ListSamples.byRow(1, 1, "已处罚", null));
    answer(list, ListSamples.byRow(1, 2, "退回", "证据不足"));
    assertThat(fresh("case-b")).isInstanceOf(ListBook.Change.Done.class);
    assertThat(fresh("case-b"))
        .isEqualTo(new ListBook.Change.Standing(Map.of("case-b", "WF-2026-000002")));
    assertThat(fresh("case-a"))
        .isEqualTo(new ListBook.Change.Standing(Map.of("case-a", list.number())));
  }

  @Test
  void aRepairThatWasAnsweredMayBeDueAgain() {
    HandoverList list =
        ((ListBook.Change.Done)
                book.issue(ListKind.REPAIRS, null, "ecology", ListSamples.rows(), null))
            .list();
    Set<String> asked = Set.of("case-a", "case-b");
    book.receive(list.number(), ListSamples.POLICE, list.hash());
    answer(list, ListSamples.byRow(1, 1, "已督办", null));
    assertThat(book.standing(ListKind.REPAIRS, asked)).containsOnly(entry("case-b", list.number()));
  }

  private ListBook.Change fresh(String caseId) {
    return book.issue(ListKind.VIOLATIONS, null, "ecology", rows(caseId), null);
  }

  private static List<HandoverList.NewRow> rows(String... cases) {
    return Stream.of(cases).map(one -> ListSamples.row(one, "苏E7K913", "YELLOW")).toList();
  }

  /** A list of a case that stands on no other. */
  private HandoverList issueFresh() {
    return ((ListBook.Change.Done)
            book.issue(
                ListKind.VIOLATIONS,
                "姑苏区",
                "ecology",
                rows("case-" + next.incrementAndGet()),
                null))
        .list();
  }

  @Test
  void oneOfTwoReceiversWinsAndTheOtherIsTold() throws Exception {
    HandoverList list = issue(null);
    List<ListBook.Change> changes = new ArrayList<>();
    List<Callable<ListBook.Change>> both =
        List.of(
            () -> book.receive(list.number(), ListSamples.POLICE, list.hash()),
            () ->
                book.receive(
                    list.number(), new Receipt(ListSamples.KEY, ListSamples.NOON), list.hash()));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<ListBook.Change> change : threads.invokeAll(both)) {
        changes.add(change.get());
      }
    }
    assertThat(changes)
        .haveExactly(
            1,
            new org.assertj.core.api.Condition<>(
                one -> one instanceof ListBook.Change.Done done && done.changed(), "done"))
        .contains(new ListBook.Change.Refused(ListFault.RECEIVED_BY_OTHER));
    assertThat(book.receive("WF-2026-000009", ListSamples.POLICE, list.hash()))
        .isEqualTo(new ListBook.Change.Unknown());
    assertThat(book.receive(list.number(), ListSamples.POLICE, "x"))
        .isEqualTo(new ListBook.Change.Refused(ListFault.HASH));
  }

  @Test
  void anAnswerBeforeTheReceiptIsExplainedLineByLine() {
    HandoverList list = issue(null);
    ListBook.Answered answered = answer(list, ListSamples.byCase(1, "case-a", "已处罚"));
    assertThat(answered.lines())
        .containsExactly(
            new LineAnswer(1, LineAnswer.Status.REJECTED, null, ListFault.NOT_RECEIVED));
    assertThat(book.answer("WF-2026-000009", List.of(), ListSamples.OFFICER)).isEmpty();
  }

  @Test
  void answersAtTheSameTimeAreAllKept() throws Exception {
    HandoverList list = issue(null);
    book.receive(list.number(), ListSamples.POLICE, list.hash());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<ListBook.Answered>> all = new ArrayList<>();
      for (int row = 1; row <= 5; row++) {
        GivenResult line = ListSamples.byRow(1, row, "已处罚", null);
        all.add(() -> answer(list, line));
      }
      for (Future<ListBook.Answered> one : threads.invokeAll(all)) {
        assertThat(one.get().lines().getFirst().status()).isEqualTo(LineAnswer.Status.ACCEPTED);
      }
    }
    HandoverList last = book.find(list.number()).orElseThrow();
    assertThat(last.state()).isEqualTo(HandoverList.State.ANSWERED);
    assertThat(last.results()).hasSize(5);
    assertThat(last.intact()).isTrue();
  }

  @Test
  void everythingThatHappensIsToldOnceAndInOrder() {
    Outbox outbox = Outbox.open(database);
    Publisher publisher =
        new Publisher(database, outbox, List.of(book.notices()), new Bell(), Duration.ofMillis(20));
    HandoverList list = issue(null);
    publisher.publish();
    book.receive(list.number(), ListSamples.POLICE, list.hash());
    book.receive(list.number(), ListSamples.POLICE, list.hash()); // Again: nothing happens.
    answer(list, ListSamples.byCase(1, "case-a", "已处罚"));
    answer(list, ListSamples.byCase(1, "case-a", "已处罚"));
    publisher.publish();
    for (int row = 2; row <= 5; row++) {
      answer(list, ListSamples.byRow(1, row, "已处罚", null));
    }
    publisher.publish();
    publisher.publish();
    List<Event> told = outbox.after(new Reader(Role.POLICE, null, "姑苏区"), 0, 100).rows();
    assertThat(told.stream().map(event -> event.notice().kind()))
        .containsExactly(
            "list.issued",
            "list.received",
            "list.results",
            "list.results",
            "list.results",
            "list.results",
            "list.answered");
    assertThat(told.getLast().notice().data())
        .isEqualTo(
            "{\"answered\":5,\"hash\":\"" + list.hash() + "\",\"kind\":\"VIOLATIONS\",\"rows\":5}");
    assertThat(outbox.after(new Reader(Role.TRANSPORT, null, null), 0, 100).rows()).isEmpty();
    publisher.close();
  }

  @Test
  void whatIsMarkedLateHidesNothing() {
    HandoverList list = issue(null);
    List<Notice> first = book.notices().next(10);
    book.receive(list.number(), ListSamples.POLICE, list.hash());
    book.notices().published(first.stream().map(Notice::id).toList());
    List<Notice> second = book.notices().next(10);
    assertThat(second).hasSize(1);
    book.notices().published(List.of(new NoticeId(list.number(), 0))); // Marked again.
    assertThat(book.notices().next(10)).isEqualTo(second);
    book.notices().published(second.stream().map(Notice::id).toList());
    assertThat(book.notices().next(10)).isEmpty();
  }

  private HandoverList issue(@Nullable String request) {
    return ((ListBook.Change.Done)
            book.issue(ListKind.VIOLATIONS, "姑苏区", "ecology", ListSamples.rows(), request))
        .list();
  }

  private ListBook.Answered answer(HandoverList list, GivenResult line) {
    return book.answer(list.number(), List.of(line), ListSamples.OFFICER).orElseThrow();
  }

  private static List<HandoverList> together(int count, Callable<HandoverList> work)
      throws Exception {
    List<HandoverList> done = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<HandoverList>> all = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        all.add(work);
      }
      for (Future<HandoverList> one : threads.invokeAll(all)) {
        done.add(one.get());
      }
    }
    return done;
  }
}

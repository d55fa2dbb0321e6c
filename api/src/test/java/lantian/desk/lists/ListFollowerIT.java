package lantian.desk.lists;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import lantian.desk.access.Role;
import lantian.desk.audit.Actor;
import lantian.desk.cases.CaseActor;
import lantian.desk.cases.CaseEvent;
import lantian.desk.cases.CaseRecord;
import lantian.desk.cases.FindingFacts;
import lantian.desk.cases.ReferredCases;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a receiver does with a list moves its cases, each once, and holds nothing up. */
class ListFollowerIT {
  private static final CaseActor TRANSPORT =
      new CaseActor(Actor.Kind.USER, "u-transport", "transport", Role.TRANSPORT, "运管处", null);

  private ReferredCases cases;
  private ListBook book;
  private ListFollower follower;

  @BeforeEach
  void open() {
    cases = new ReferredCases();
    book = ListBook.open(cases.database(), Optional::empty, cases.clock());
    follower = follower(CrashPoint.NONE);
  }

  @AfterEach
  void close() {
    follower.close();
    cases.close();
  }

  /** A kill, as far as the follower can tell. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void receiptAndResultsLeadTheCasesOn() {
    List<String> ids = cases.referred(4);
    HandoverList list = issued(ListKind.VIOLATIONS, ids);
    assertThat(follower.follow()).isZero(); // Nobody has taken receipt.
    assertThat(states(ids.getFirst())).isEqualTo("referred none none");

    book.receive(list.number(), ListSamples.POLICE, list.hash());
    assertThat(follower.follow()).isEqualTo(4);
    assertThat(ids).allSatisfy(id -> assertThat(states(id)).isEqualTo("received pending none"));
    CaseEvent received = cases.find(ids.get(2)).events().getLast();
    assertThat(received.actor()).isEqualTo(ListSamples.OFFICER);
    assertThat(received.reason()).isEqualTo("清单" + list.number() + "第3行：签收");

    book.answer(
        list.number(),
        List.of(
            result(1, "已处罚", "决字1号", null, "6063"),
            result(2, "不予处罚", null, "已现场处理", null),
            result(3, "退回", null, "照片\n不清", null)),
        ListSamples.OFFICER);
    assertThat(follower.follow()).isEqualTo(3);
    assertThat(ids.stream().map(this::states))
        .containsExactly(
            "received entered none",
            "received exempted none",
            "returned none none",
            "received pending none");
    CaseEvent entered = cases.find(ids.getFirst()).events().getLast();
    assertThat(entered.data()).containsEntry("code", "6063").containsEntry("number", "决字1号");
    assertThat(cases.find(ids.get(2)).events().getLast().data()).containsEntry("lacking", "照片 不清");
    assertThat(follower.follow()).isZero();
    HandoverList read = book.find(list.number()).orElseThrow();
    assertThat(read.notMade()).isZero();
    assertThat(read.moves()).hasSize(7);
  }

  @Test
  void whatCannotBeMovedIsSaidOnTheListAndHoldsNothingUp() {
    List<String> ids = cases.referred(4);
    HandoverList list = issued(ListKind.VIOLATIONS, ids);
    cases.led(ids.get(0), "return"); // By hand, before the receipt.
    cases.led(ids.get(1), "receive");
    book.receive(list.number(), new Receipt(ListSamples.KEY, ListSamples.NOON), list.hash());
    assertThat(follower.follow()).isEqualTo(4);
    assertThat(ids.stream().map(this::states))
        .containsExactly(
            "returned none none",
            "received pending none",
            "received pending none",
            "received pending none");
    book.answer(
        list.number(),
        List.of(result(2, "已处罚", "决1", null, "6063"), result(3, "不予处罚", null, "情节轻微", null)),
        ListSamples.KEY);
    // As answers were stored before a penalty without its number was refused.
    cases
        .database()
        .getCollection(ListBook.COLLECTION)
        .updateOne(Filters.eq("_id", list.number()), Updates.unset("results.0.reference"));
    follower.follow();
    List<RowMove> moves = book.find(list.number()).orElseThrow().moves();
    assertThat(moves.stream().map(one -> one.row() + " " + one.outcome() + " " + one.code()))
        .containsExactly(
            "1 NOT_MADE ILLEGAL",
            "2 THERE ",
            "3 MADE ",
            "4 MADE ",
            "2 NOT_MADE DATA",
            "3 NOT_MADE GATE");
    assertThat(moves.get(0).zh()).contains("退回补证");
    assertThat(moves.get(4).zh()).contains("处罚文书编号").doesNotContain("违法代码");
    assertThat(moves.get(5).zh()).contains("须由工作人员本人办理"); // A key exempts nobody.
    assertThat(states(ids.get(2))).isEqualTo("received pending none");
  }

  @Test
  void aMoveWaitsUntilItsCaseIsSealedAndNotForever() {
    List<String> ids = cases.referred(2);
    HandoverList list = issued(ListKind.VIOLATIONS, ids);
    cases.sealed(FindingFacts.Evidence.UNKNOWN);
    book.receive(list.number(), ListSamples.POLICE, list.hash());
    book.answer(list.number(), List.of(result(1, "已处罚", "决1", null, "6063")), ListSamples.OFFICER);
    assertThat(follower.follow()).isZero();
    assertThat(book.find(list.number()).orElseThrow().moves()).isEmpty();
    cases.sealed(FindingFacts.Evidence.INTACT);
    assertThat(follower.follow()).isEqualTo(3);
    assertThat(states(ids.getFirst())).isEqualTo("received entered none");

    HandoverList gone = issued(ListKind.VIOLATIONS, cases.referred(1));
    cases.sealed(FindingFacts.Evidence.MISSING); // That is known: nothing to wait for.
    book.receive(gone.number(), ListSamples.POLICE, gone.hash());
    assertThat(follower.follow()).isEqualTo(1);
    assertThat(book.find(gone.number()).orElseThrow().notMade()).isEqualTo(1);

    cases.sealed(FindingFacts.Evidence.INTACT);
    HandoverList late = issued(ListKind.VIOLATIONS, cases.referred(1));
    cases.sealed(FindingFacts.Evidence.UNKNOWN);
    book.receive(late.number(), ListSamples.POLICE, late.hash());
    cases.now(ListSamples.NOON.plus(Duration.ofMinutes(30)).minusMillis(1));
    assertThat(follower.follow()).isZero();
    cases.now(ListSamples.NOON.plus(Duration.ofMinutes(30)));
    assertThat(follower.follow()).isEqualTo(1);
    assertThat(book.find(late.number()).orElseThrow().notMade()).isEqualTo(1);
  }

  @Test
  void anAnswerOfATransportBureauIsSeenOnTheRepair() {
    List<String> ids = cases.referred(6);
    cases.led(ids.get(5), "waiveRepair");
    ids.subList(0, 5).forEach(id -> cases.led(id, "orderRepair"));
    HandoverList list = issued(ListKind.REPAIRS, ids);
    book.receive(list.number(), new Receipt(TRANSPORT, ListSamples.NOON), list.hash());
    assertThat(follower.follow()).isZero(); // The case table has no move for it.
    List<LineAnswer> told =
        book.answer(
                list.number(),
                List.of(
                    new GivenResult(
                        1, null, 1, null, null, "已维修", "工单7", "2026-03-12", null, null, "某修理厂"),
                    result(2, "已维修", "工单8", null, null),
                    result(3, "已督办", null, "已电话\n催办", null),
                    result(4, "退回", null, "车辆已转出", null),
                    result(5, "报废或转出", "注销1号", null, null),
                    result(6, "已督办", null, null, null)),
                TRANSPORT)
            .orElseThrow()
            .lines();
    assertThat(told.get(1).fault()).isEqualTo(ListFault.NO_WORKSHOP);
    assertThat(follower.follow()).isEqualTo(5);
    assertThat(ids.stream().map(this::states))
        .containsExactly(
            "referred none repaired",
            "referred none ordered",
            "referred none ordered",
            "referred none ordered",
            "referred none scrapped",
            "referred none notRequired");
    assertThat(cases.find(ids.getFirst()).events().getLast().actor()).isEqualTo(TRANSPORT);
    CaseEvent urged = cases.find(ids.get(2)).events().getLast();
    assertThat(urged.move()).isEqualTo("urge");
    assertThat(urged.actor()).isEqualTo(TRANSPORT);
    assertThat(urged.reason()).isEqualTo("清单" + list.number() + "第3行：已督办，已电话 催办");
    CaseEvent declined = cases.find(ids.get(3)).events().getLast();
    assertThat(declined.move()).isEqualTo("declineRepair");
    assertThat(declined.reason()).endsWith("退回，车辆已转出");
    assertThat(cases.find(ids.get(4)).events().getLast().data()).containsEntry("document", "注销1号");
    // Nothing is to be urged where no repair is open: that is said on the list.
    assertThat(book.find(list.number()).orElseThrow().notMade()).isEqualTo(1);
    assertThat(follower.follow()).isZero();
    // What was answered is off the list; the row that was refused still stands on it.
    assertThat(book.standing(ListKind.REPAIRS, Set.copyOf(ids))).containsOnlyKeys(ids.get(1));
  }

  @ParameterizedTest
  @EnumSource(CrashPoint.Place.class)
  void aKillAtAnyPlaceMovesEachCaseOnce(CrashPoint.Place place) {
    List<String> ids = cases.referred(3);
    HandoverList list = issued(ListKind.VIOLATIONS, ids);
    book.receive(list.number(), ListSamples.POLICE, list.hash());
    assertThat(killed(place, 1)).isTrue();
    killed(place, place == CrashPoint.Place.MOVED ? 2 : 1);
    book.answer(
        list.number(),
        List.of(
            result(1, "已处罚", "决1", null, "6063"),
            result(2, "退回", null, "非本市车辆", null),
            result(3, "不予处罚", null, "情节轻微", null)),
        ListSamples.OFFICER);
    assertThat(killed(place, place == CrashPoint.Place.MOVED ? 3 : 1)).isTrue();
    follower.follow();
    assertThat(ids.stream().map(this::states))
        .containsExactly("received entered none", "returned none none", "received exempted none");
    onceEach(ids, list);
  }

  @Test
  void twoFollowersMoveEachCaseOnce() throws Exception {
    List<String> ids = cases.referred(3);
    HandoverList list = issued(ListKind.VIOLATIONS, ids);
    book.receive(list.number(), ListSamples.POLICE, list.hash());
    try (ListFollower other = follower(CrashPoint.NONE);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Integer>> both = List.of(follower::follow, other::follow);
      int noted = 0;
      for (Future<Integer> one : threads.invokeAll(both)) {
        noted += one.get();
      }
      assertThat(noted).isEqualTo(3);
    }
    onceEach(ids, list);
  }

  private void onceEach(List<String> ids, HandoverList list) {
    HandoverList read = book.find(list.number()).orElseThrow();
    assertThat(read.notMade()).isZero();
    assertThat(read.moves()).doesNotHaveDuplicates();
    for (String id : ids) {
      List<String> moves =
          cases.find(id).events().stream().map(CaseEvent::move).filter(FOLLOWED::contains).toList();
      assertThat(moves).isNotEmpty().doesNotHaveDuplicates().startsWith("receive");
    }
  }

  private static final List<String> FOLLOWED = List.of("receive", "enter", "exempt", "return");

  private boolean killed(CrashPoint.Place place, int time) {
    int[] reached = {0};
    CrashPoint crash =
        at -> {
          if (at == place && ++reached[0] == time) {
            throw new Killed();
          }
        };
    try (ListFollower dying = follower(crash)) {
      dying.follow();
      return false;
    } catch (Killed e) {
      return true; // The lease is given back, so that the test need not wait for its end.
    }
  }

  private ListFollower follower(CrashPoint crash) {
    return new ListFollower(
        cases.database(), book, cases.casework(), cases.clock(), Duration.ofHours(1), crash);
  }

  private HandoverList issued(ListKind kind, List<String> ids) {
    List<HandoverList.NewRow> rows = new ArrayList<>();
    ids.forEach(id -> rows.add(new HandoverList.NewRow(id, new TreeMap<>())));
    return ((ListBook.Change.Done) book.issue(kind, "姑苏区", "ecology", rows, null)).list();
  }

  private static GivenResult result(
      int row,
      String what,
      @Nullable String reference,
      @Nullable String why,
      @Nullable String code) {
    return new GivenResult(row, null, row, null, null, what, reference, null, why, code, null);
  }

  private String states(String id) {
    CaseRecord record = cases.find(id);
    return "%s %s %s"
        .formatted(record.state().main(), record.state().penalty(), record.state().repair());
  }
}

package lantian.desk.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import lantian.desk.rules.RuleSetBook.Change;
import lantian.obd.MongoSet;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A set applies because one person proposed it and another, who saw the same, activated it. */
class RuleSetBookIT {
  /** The first line is the id, the second its first day. */
  private static final RuleRoom ROOM =
      new RuleRoom() {
        @Override
        public String name() {
          return "room";
        }

        @Override
        public List<RuleText> builtIn() {
          return List.of(read(body("BUILT-IN", "2018-07-01")));
        }

        @Override
        public RuleText read(byte[] body) {
          List<String> lines = new String(body, StandardCharsets.UTF_8).lines().toList();
          return new RuleText(lines.get(0), LocalDate.parse(lines.get(1)), "甲", "A", List.of());
        }
      };

  private final MongoDatabase database = MongoSet.shared().freshDatabase();
  // 23:59:59 of 30 November in the city.
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-30T15:59:59Z"));
  private final RuleSetBook book = RuleSetBook.open(database, now::get);

  @AfterEach
  void drop() {
    database.drop();
  }

  @Test
  void whatOneProposedAnotherActivates() {
    RuleSetRecord set = done(propose("A", "2026-12-01", "li"));
    assertThat(set.state()).isEqualTo(RuleSetState.PROPOSED);
    assertThat(book.active("room")).isEmpty();
    RuleSetRecord active = done(book.activate("A", set.digest(), "wang", "checked"));
    assertThat(active.state()).isEqualTo(RuleSetState.ACTIVE);
    assertThat(active.activated()).isNotNull();
    assertThat(book.active("room")).extracting(RuleSetRecord::id).containsExactly("A");
    assertThat(book.active("another room")).isEmpty();
  }

  @Test
  void nobodyActivatesHisOwn() {
    RuleSetRecord set = done(propose("A", "2026-12-01", "li"));
    refused(book.activate("A", set.digest(), "li", "mine"), RuleSetFault.SAME_PERSON);
    assertThat(book.active("room")).isEmpty();
  }

  @Test
  void whoeverSawOtherContentActivatesNothing() {
    String other = done(propose("B", "2026-12-02", "li")).digest();
    done(propose("A", "2026-12-01", "li"));
    refused(book.activate("A", other, "wang", "checked"), RuleSetFault.OTHER_CONTENT);
  }

  /** One second later it is its day. */
  @Test
  void nobodyIsJudgedByALimitOfYesterday() {
    refused(propose("TODAY", "2026-11-30", "li"), RuleSetFault.BEGUN);
    RuleSetRecord set = done(propose("A", "2026-12-01", "li"));
    now.set(Instant.parse("2026-11-30T16:00:00Z"));
    refused(book.activate("A", set.digest(), "wang", "late"), RuleSetFault.BEGUN);
  }

  @Test
  void anActiveOneIsTakenBackOnlyBeforeItsDay() {
    activated("A", "2026-12-01");
    activated("B", "2026-12-02");
    now.set(Instant.parse("2026-11-30T16:00:00Z"));
    refused(book.withdraw("A", "wang", "wrong"), RuleSetFault.BEGUN);
    assertThat(done(book.withdraw("B", "wang", "wrong")).state()).isEqualTo(RuleSetState.WITHDRAWN);
    assertThat(book.active("room")).extracting(RuleSetRecord::id).containsExactly("A");
  }

  @Test
  void anIdIsNeverUsedAgainAndADayOnlyOnceAtATime() {
    refused(propose("BUILT-IN", "2026-12-05", "li"), RuleSetFault.ID_TAKEN);
    done(propose("A", "2026-12-01", "li"));
    done(book.reject("A", "li", "typing error"));
    refused(propose("A", "2026-12-01", "li"), RuleSetFault.ID_TAKEN);
    activated("B", "2026-12-01");
    String digest = done(propose("C", "2026-12-01", "li")).digest();
    refused(book.activate("C", digest, "wang", "checked"), RuleSetFault.DAY_TAKEN);
    done(book.withdraw("B", "wang", "wrong"));
    done(book.activate("C", digest, "wang", "checked"));
  }

  @Test
  void theSameActAgainChangesNothing() {
    RuleSetRecord set = done(propose("A", "2026-12-01", "li"));
    assertThat(done(propose("A", "2026-12-01", "li")).proposed()).isEqualTo(set.proposed());
    refused(propose("A", "2026-12-01", "wang"), RuleSetFault.ID_TAKEN);
    RuleSetRecord active = done(book.activate("A", set.digest(), "wang", "checked"));
    now.set(now.get().minusSeconds(60));
    RuleSetRecord again = done(book.activate("A", set.digest(), "wang", "checked"));
    assertThat(again.activated()).isEqualTo(active.activated());
    refused(book.activate("A", set.digest(), "zhao", "checked"), RuleSetFault.DECIDED);
    refused(book.reject("A", "zhao", "no"), RuleSetFault.DECIDED);
  }

  @Test
  void anUnknownOneIsUnknown() {
    assertThat(book.activate("Z", "0".repeat(64), "wang", "?")).isInstanceOf(Change.Unknown.class);
    assertThat(book.withdraw("Z", "wang", "?")).isInstanceOf(Change.Unknown.class);
  }

  @Test
  void ofManyWhoDecideAtOnceOneDoes() throws Exception {
    String digest = done(propose("A", "2026-12-01", "li")).digest();
    List<Callable<Change>> acts = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String by = "officer" + i;
      acts.add(
          i % 2 == 0
              ? () -> book.activate("A", digest, by, "checked")
              : () -> book.reject("A", by, "no"));
    }
    int done = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Change> act : threads.invokeAll(acts)) {
        done += act.get() instanceof Change.Done ? 1 : 0;
      }
    }
    assertThat(done).isEqualTo(1);
  }

  @Test
  void oneThatWasAlteredIsNotJudgedBy() {
    activated("A", "2026-12-01");
    database
        .getCollection("desk_rule_sets")
        .updateOne(
            Filters.eq("_id", "A"), Updates.set("body", new Binary(body("A", "2026-12-31"))));
    assertThatIllegalStateException()
        .isThrownBy(() -> book.active("room"))
        .withMessageContaining("rule set A was altered");
  }

  private void activated(String id, String from) {
    done(book.activate(id, done(propose(id, from, "li")).digest(), "wang", "checked"));
  }

  private Change propose(String id, String from, String by) {
    byte[] body = body(id, from);
    return book.propose(ROOM, ROOM.read(body), body, by, "new limits");
  }

  private static byte[] body(String id, String from) {
    return (id + "\n" + from).getBytes(StandardCharsets.UTF_8);
  }

  private static RuleSetRecord done(Change change) {
    assertThat(change).isInstanceOf(Change.Done.class);
    return ((Change.Done) change).set();
  }

  private static void refused(Change change, RuleSetFault fault) {
    assertThat(change).isEqualTo(new Change.Refused(fault));
  }
}

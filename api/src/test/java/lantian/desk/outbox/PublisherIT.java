package lantian.desk.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import lantian.desk.access.Role;
import lantian.desk.lease.Lease;
import lantian.obd.MongoSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every committed notice gets one place, in an order that no reader sees change. */
class PublisherIT {
  private static final Duration TERM = Duration.ofMillis(150);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Reader ECOLOGY = new Reader(Role.ECOLOGY, null, null);

  private final FakeNotices source = new FakeNotices();
  private final Bell bell = new Bell();
  private MongoDatabase database;
  private Outbox outbox;

  /** Nothing of the publisher catches it. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  @BeforeEach
  void open() {
    database =
        MongoSet.shared()
            .freshDatabase()
            .withReadConcern(ReadConcern.MAJORITY)
            .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    outbox = Outbox.open(database);
  }

  @AfterEach
  void drop() {
    database.drop();
  }

  @RepeatedTest(6)
  void aKillBetweenAnyTwoStepsDoublesAndLosesNothing(RepetitionInfo seed) {
    SplittableRandom random = new SplittableRandom(seed.getCurrentRepetition());
    for (int kill = 0; kill < 8; kill++) {
      commit(random, 1 + random.nextInt(6));
      List<CrashPoint.Place> places = List.of(CrashPoint.Place.values());
      CrashPoint.Place place = places.get(random.nextInt(places.size()));
      Publisher doomed =
          publisher(at -> {
            if (at == place) {
              throw new Killed();
            }
          });
      awaitKilled(doomed);
      if (random.nextBoolean()) {
        half(random);
      }
    }
    Publisher last = publisher(CrashPoint.NONE);
    await(() -> last.publish() == 0 && source.next(1).isEmpty());
    expectOnceAndInOrder();
  }

  /** What a kill amidst the appending leaves: some of the notices have their places. */
  private void half(SplittableRandom random) {
    List<Notice> waiting = source.next(100);
    if (!waiting.isEmpty()) {
      outbox.append(waiting.subList(0, random.nextInt(waiting.size())), 0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPausedPublisherThatGoesOnUndoesNothing(CrashPoint.Place place) throws Exception {
    SplittableRandom random = new SplittableRandom(place.name().hashCode());
    CountDownLatch go = new CountDownLatch(1);
    AtomicBoolean paused = new AtomicBoolean();
    commit(random, 5);
    Publisher slow =
        publisher(at -> {
          if (at == place && paused.compareAndSet(false, true)) {
            hold(go);
          }
        });
    Thread thread = Thread.ofVirtual().start(slow::publish);
    await(paused::get);
    Publisher other = publisher(CrashPoint.NONE);
    commit(random, 3);
    await(() -> other.publish() + outbox.head() > 0 && source.next(1).isEmpty());
    commit(random, 3);
    go.countDown();
    thread.join();
    await(() -> other.publish() + slow.publish() == 0 && source.next(1).isEmpty());
    expectOnceAndInOrder();
  }

  @RepeatedTest(3)
  void aReaderNeverPassesAnEventThatComesLater(RepetitionInfo seed) throws Exception {
    SplittableRandom random = new SplittableRandom(100 + seed.getCurrentRepetition());
    AtomicBoolean done = new AtomicBoolean();
    List<Thread> publishers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      SplittableRandom pauses = random.split();
      Publisher one =
          publisher(at -> {
            if (pauses.nextInt(4) == 0) {
              // Longer than the lease every so often.
              LockSupport.parkNanos(pauses.nextLong(2 * TERM.toNanos()));
            }
          });
      publishers.add(
          Thread.ofVirtual()
              .start(() -> {
                while (!done.get() || !source.next(1).isEmpty()) {
                  one.publish();
                }
              }));
    }
    List<Event> seen = new ArrayList<>();
    long after = 0;
    int committed = 0;
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (committed < 120 || seen.size() < 120) {
      assertThat(System.nanoTime()).as("seen %s", seen.size()).isLessThan(end);
      if (committed < 120) {
        commit(random, 1);
        committed++;
      }
      Outbox.Page page = outbox.after(ECOLOGY, after, 7);
      seen.addAll(page.rows());
      after = page.next();
    }
    done.set(true);
    for (Thread publisher : publishers) {
      publisher.join();
    }
    expectOnceAndInOrder();
    assertThat(seen).isEqualTo(outbox.after(ECOLOGY, 0, 1000).rows());
  }

  @Test
  void theLeaseIsOnesUntilItIsOverOrGivenBack() {
    Lease mine = new Lease(database, "x", Duration.ofMinutes(1));
    Lease other = new Lease(database, "x", Duration.ofMinutes(1));
    Lease.Held held = mine.take().orElseThrow();
    assertThat(other.take()).isEmpty();
    assertThat(mine.renew(held)).contains(held);
    mine.release(held);
    Lease.Held next = other.take().orElseThrow();
    assertThat(next.fence()).isGreaterThan(held.fence());
    assertThat(mine.renew(held)).isEmpty();
    mine.release(held); // Somebody else's by now: nothing happens.
    assertThat(mine.take()).isEmpty();
  }

  @RepeatedTest(3)
  void theDatabaseShowsWhatTheAudienceSays(RepetitionInfo seed) {
    SplittableRandom random = new SplittableRandom(200 + seed.getCurrentRepetition());
    String[] organisations = {null, "晨星车载", "别家"};
    String[] counties = {null, "姑苏区", "张家港市"};
    for (int i = 0; i < 60; i++) {
      Audience audience =
          new Audience(
              random.nextBoolean()
                  ? FakeNotices.BUREAUS.roles()
                  : java.util.Set.of(Role.INTEGRATOR, Role.STATION),
              organisations[random.nextInt(3)],
              counties[random.nextInt(3)]);
      source.commit("a" + i, audience);
    }
    publisher(CrashPoint.NONE).publish();
    for (Role role : Role.values()) {
      for (String organisation : organisations) {
        for (String county : counties) {
          Reader reader = new Reader(role, organisation, county);
          assertThat(outbox.after(reader, 0, 100).rows().stream().map(Event::notice))
              .as("%s", reader)
              .isEqualTo(
                  source.committed().stream()
                      .filter(notice -> notice.audience().includes(reader))
                      .toList());
        }
      }
    }
  }

  private Publisher publisher(CrashPoint crash) {
    return new Publisher(
        new Lease(database, "outbox", TERM),
        outbox,
        List.of(source),
        bell,
        Duration.ofMillis(20),
        crash);
  }

  private void commit(SplittableRandom random, int count) {
    for (int i = 0; i < count; i++) {
      source.commit("case" + random.nextInt(4));
    }
  }

  private void expectOnceAndInOrder() {
    List<Event> events = outbox.after(ECOLOGY, 0, 1000).rows();
    Map<String, Long> last = new HashMap<>();
    for (int i = 0; i < events.size(); i++) {
      Event event = events.get(i);
      assertThat(event.sequence()).isEqualTo(i + 1);
      NoticeId id = event.notice().id();
      long before = last.getOrDefault(id.source(), -1L);
      assertThat(id.number()).as(id.source()).isEqualTo(before + 1);
      last.put(id.source(), id.number());
    }
    assertThat(events.stream().map(Event::notice))
        .containsExactlyInAnyOrderElementsOf(source.committed());
  }

  private static void awaitKilled(Publisher doomed) {
    await(() -> {
      try {
        doomed.publish();
        return false;
      } catch (Killed e) {
        return true;
      }
    });
  }

  private static void hold(CountDownLatch go) {
    try {
      go.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }
}

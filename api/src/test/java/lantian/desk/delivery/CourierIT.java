package lantian.desk.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import lantian.desk.access.Role;
import lantian.desk.lease.Lease;
import lantian.desk.outbox.Bell;
import lantian.desk.outbox.Event;
import lantian.desk.outbox.FakeNotices;
import lantian.desk.outbox.Outbox;
import lantian.desk.outbox.Publisher;
import lantian.desk.outbox.Reader;
import lantian.obd.MongoSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A receiver gets everything, in order, whatever it or a courier does in between. */
class CourierIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Reader POLICE = new Reader(Role.POLICE, null, null);
  private static final String SECRET = secret(1);
  private static final String OLDER = secret(2);

  private final FakeNotices source = new FakeNotices();
  private final Bell bell = new Bell();
  private final List<AutoCloseable> open = new ArrayList<>();
  @TempDir private Path folder;
  private MongoDatabase database;
  private Outbox outbox;
  private DeliveryBook book;
  private Publisher publisher;
  private Path secret;
  private Peer peer;

  /** Nothing of the courier catches it. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  @BeforeEach
  void begin() throws IOException {
    database =
        MongoSet.shared()
            .freshDatabase()
            .withReadConcern(ReadConcern.MAJORITY)
            .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    outbox = Outbox.open(database);
    book = DeliveryBook.open(database);
    publisher = new Publisher(database, outbox, List.of(source), bell, Duration.ofMillis(20));
    secret = Files.writeString(folder.resolve("secret"), SECRET + "\n");
    peer = own(new Peer());
  }

  @AfterEach
  void end() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
    database.drop();
  }

  @Test
  void everythingArrivesInOrderAndSigned() {
    List<String> ids = commit(12);
    courier(webhook(null)).start();
    await(() -> peer.got().size() == 12);
    assertThat(peer.ids()).isEqualTo(ids);
    List<Event> events = outbox.after(POLICE, 0, 100).rows();
    for (int i = 0; i < 12; i++) {
      Peer.Got got = peer.got().get(i);
      assertThat(got.body()).isEqualTo(events.get(i).text());
      assertThat(got.headers()).containsEntry("content-type", "application/json");
      long timestamp = Long.parseLong(got.headers().get("webhook-timestamp"));
      assertThat(Math.abs(Instant.now().getEpochSecond() - timestamp)).isLessThan(60);
      assertThat(got.headers().get("webhook-signature"))
          .isEqualTo(signature(SECRET, got, timestamp));
    }
    await(() -> book.list(null, Delivery.State.DELIVERED, null, 100).size() == 12);
    assertThat(book.last("police").orElseThrow().status()).isEqualTo(204);
    assertThat(book.last("police").orElseThrow().digest())
        .isEqualTo(Sha256.of(events.getLast().text()));
  }

  @Test
  void whileTwoSecretsAreInUseBothSign() throws IOException {
    Path old = Files.writeString(folder.resolve("old"), OLDER);
    commit(1);
    courier(webhook(old)).start();
    await(() -> peer.got().size() == 1);
    Peer.Got got = peer.got().getFirst();
    long timestamp = Long.parseLong(got.headers().get("webhook-timestamp"));
    assertThat(got.headers().get("webhook-signature"))
        .isEqualTo(signature(SECRET, got, timestamp) + " " + signature(OLDER, got, timestamp));
    // A new secret, and an old one that is taken away, hold from the next event on.
    Files.writeString(secret, OLDER);
    Files.delete(old);
    commit(1);
    await(() -> peer.got().size() == 2);
    Peer.Got next = peer.got().getLast();
    long later = Long.parseLong(next.headers().get("webhook-timestamp"));
    assertThat(next.headers().get("webhook-signature")).isEqualTo(signature(OLDER, next, later));
  }

  @Test
  void anEventThatFailsHoldsUpThoseBehindIt() {
    List<String> ids = commit(6);
    Map<String, Integer> tries = new HashMap<>();
    peer.reacts =
        got -> {
          int seen = tries.merge(got.id(), 1, Integer::sum);
          boolean third = got.id().equals(ids.get(2));
          return third && seen <= 2 ? reaction(seen) : Peer.Reaction.status(200);
        };
    courier(webhook(null)).start();
    await(() -> tries.size() == 6);
    List<String> expected = new ArrayList<>(ids);
    expected.add(2, ids.get(2));
    expected.add(2, ids.get(2));
    assertThat(peer.ids()).isEqualTo(expected);
    Delivery third =
        book.list("police", null, null, 100).stream()
            .filter(one -> one.event().equals(ids.get(2)))
            .findFirst()
            .orElseThrow();
    assertThat(third.attempts()).isEqualTo(3);
    assertThat(third.state()).isEqualTo(Delivery.State.DELIVERED);
  }

  private static Peer.Reaction reaction(int attempt) {
    return attempt == 1 ? Peer.Reaction.status(500) : new Peer.Reaction.Dies();
  }

  @Test
  void whoeverSaysNothingIsNotWaitedForForEver() {
    List<String> ids = commit(2);
    AtomicBoolean hung = new AtomicBoolean();
    peer.reacts =
        got ->
            hung.compareAndSet(false, true) ? new Peer.Reaction.Hangs() : Peer.Reaction.status(200);
    Courier courier = courier(webhook(null));
    courier.start();
    await(() -> failed(Outcome.Failure.TIMEOUT));
    await(() -> peer.got().size() == 3);
    assertThat(peer.ids()).containsExactly(ids.get(0), ids.get(0), ids.get(1));
  }

  @Test
  void aReceiverThatWasAwayMissesNothing() {
    List<String> ids = new ArrayList<>(commit(3));
    courier(webhook(null)).start();
    await(() -> peer.got().size() == 3);
    int port = peer.port();
    peer.close();
    ids.addAll(commit(20));
    await(() -> failed(Outcome.Failure.UNREACHABLE));
    List<String> before = peer.ids();
    Peer back = own(new Peer(port));
    await(() -> back.got().size() >= 20);
    List<String> all = new ArrayList<>(before);
    all.addAll(back.ids());
    assertThat(all).isEqualTo(ids);
  }

  @Test
  void nobodyIsFollowedElsewhere() {
    Peer elsewhere = own(new Peer());
    peer.reacts =
        got -> new Peer.Reaction.Answers("HTTP/1.1 307 x\r\nLocation: " + elsewhere.uri() + "\r\n");
    commit(1);
    courier(webhook(null)).start();
    await(() -> failed(Outcome.Failure.REDIRECT));
    assertThat(elsewhere.got()).isEmpty();
  }

  @Test
  void aSkippedEventLetsTheOthersPass() {
    List<String> ids = commit(3);
    peer.reacts = got -> Peer.Reaction.status(got.id().equals(ids.get(1)) ? 410 : 200);
    courier(webhook(null)).start();
    await(() -> failed(Outcome.Failure.GONE));
    assertThat(peer.ids()).doesNotContain(ids.get(2));
    String id = book.last("police").orElseThrow().id();
    assertThat(book.skip(id, "admin", "对方已停用", Instant.now())).isTrue();
    assertThat(book.skip(id, "admin", "again", Instant.now())).isFalse();
    assertThat(book.retry(id, Instant.now())).isFalse();
    await(() -> peer.ids().contains(ids.get(2)));
    Delivery skipped = book.find(id).orElseThrow();
    assertThat(skipped.state()).isEqualTo(Delivery.State.SKIPPED);
    assertThat(skipped.by()).isEqualTo("admin");
    assertThat(skipped.why()).isEqualTo("对方已停用");
  }

  @Test
  void whatIsForOthersIsPassed() {
    source.commit("a", FakeNotices.only(Role.ECOLOGY, null, null));
    source.commit("b");
    source.commit("c", FakeNotices.only(Role.ECOLOGY, null, null));
    publisher.publish();
    courier(webhook(null)).start();
    await(() -> peer.got().size() == 1);
    source.commit("d");
    publisher.publish();
    await(() -> peer.got().size() == 2);
    assertThat(peer.ids()).containsExactly("b-0", "d-0");
  }

  @RepeatedTest(3)
  void aKillMeansARepeatAndNeverAGap(RepetitionInfo seed) {
    SplittableRandom random = new SplittableRandom(seed.getCurrentRepetition());
    List<String> ids = new ArrayList<>();
    for (int kill = 0; kill < 5; kill++) {
      int count = 1 + random.nextInt(4);
      ids.addAll(commit(count));
      int after = random.nextInt(count);
      boolean before = random.nextBoolean();
      try (Webhook way = webhook(null)) {
        Courier doomed = courier(new Doomed(way, after, before));
        awaitKilled(doomed);
      }
    }
    Courier last = courier(webhook(null));
    await(() -> deliver(last) || book.last("police").orElseThrow().sequence() == ids.size());
    assertThat(peer.ids().stream().distinct()).isEqualTo(ids);
    List<Integer> places = peer.ids().stream().map(ids::indexOf).toList();
    assertThat(places).isSorted();
  }

  /** Ends before or after the event has been handed over. */
  private static final class Doomed implements Way {
    private final Way way;
    private final boolean before;
    private int left;

    Doomed(Way way, int left, boolean before) {
      this.way = way;
      this.left = left;
      this.before = before;
    }

    @Override
    public Kind kind() {
      return way.kind();
    }

    @Override
    public String place() {
      return way.place();
    }

    @Override
    public Outcome hand(Event event) throws InterruptedException {
      boolean now = left-- <= 0;
      if (now && before) {
        throw new Killed();
      }
      Outcome outcome = way.hand(event);
      if (now) {
        throw new Killed();
      }
      return outcome;
    }

    @Override
    public void close() {
      way.close();
    }
  }

  @Test
  void aPausedCourierThatGoesOnWritesNothing() throws Exception {
    List<String> ids = commit(4);
    CountDownLatch go = new CountDownLatch(1);
    AtomicBoolean paused = new AtomicBoolean();
    Webhook way = own(webhook(null));
    Courier slow =
        courier(
            new Way() {
              @Override
              public Kind kind() {
                return Kind.WEBHOOK;
              }

              @Override
              public String place() {
                return "x";
              }

              @Override
              public Outcome hand(Event event) throws InterruptedException {
                Outcome outcome = way.hand(event);
                if (paused.compareAndSet(false, true)) {
                  go.await();
                  return new Outcome.Failed(Outcome.Failure.TIMEOUT, 0, Duration.ZERO);
                }
                return outcome;
              }

              @Override
              public void close() {}
            });
    Thread thread = Thread.ofVirtual().start(() -> deliver(slow));
    await(paused::get);
    Courier other = courier(webhook(null));
    await(() -> {
      deliver(other);
      return book.list(null, Delivery.State.DELIVERED, null, 10).size() == 4;
    });
    go.countDown();
    thread.join();
    assertThat(book.list(null, null, null, 10))
        .hasSize(4)
        .allMatch(one -> one.state() == Delivery.State.DELIVERED && one.attempts() == 1);
    assertThat(peer.ids().stream().distinct()).isEqualTo(ids);
  }

  private Courier courier(Way way) {
    Courier courier =
        new Courier(
            "police",
            POLICE,
            way,
            outbox,
            bell,
            book,
            0,
            new Lease(database, "courier-police", Duration.ofMillis(400)),
            List.of(Duration.ofMillis(20), Duration.ofMillis(50)),
            InstantSource.system(),
            outcome -> {});
    return own(courier);
  }

  private Webhook webhook(@Nullable Path old) {
    return new Webhook(
        new DeliverySettings.Webhook(peer.uri(), secret, old, Role.POLICE, null, null),
        SHORT,
        InstantSource.system());
  }

  private List<String> commit(int count) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(source.commit("case" + i % 3).id().text());
    }
    publisher.publish();
    return ids;
  }

  private boolean failed(Outcome.Failure reason) {
    return book.last("police")
        .filter(last -> last.state() == Delivery.State.FAILED && last.reason() == reason)
        .isPresent();
  }

  private static boolean deliver(Courier courier) {
    try {
      return courier.deliver();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitKilled(Courier doomed) {
    long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    while (System.nanoTime() < end) {
      try {
        if (!deliver(doomed)) {
          LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
      } catch (Killed e) {
        return;
      }
    }
  }

  private <T extends AutoCloseable> T own(T one) {
    open.add(one);
    return one;
  }

  private static String secret(int seed) {
    byte[] key = new byte[32];
    new java.util.Random(seed).nextBytes(key);
    return "whsec_" + Base64.getEncoder().encodeToString(key);
  }

  /** What a receiver computes for itself. */
  private static String signature(String secret, Peer.Got got, long timestamp) {
    try {
      var mac = javax.crypto.Mac.getInstance("HmacSHA256");
      mac.init(
          new javax.crypto.spec.SecretKeySpec(
              Base64.getDecoder().decode(secret.substring(6)), "HmacSHA256"));
      String signed = got.id() + "." + timestamp + "." + got.body();
      return "v1,"
          + Base64.getEncoder()
              .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }
}

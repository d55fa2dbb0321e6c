package lantian.desk.delivery;

import com.mongodb.client.MongoDatabase;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import lantian.desk.DeskMeter;
import lantian.desk.lease.Lease;
import lantian.desk.lease.Rounds;
import lantian.desk.outbox.Audience;
import lantian.desk.outbox.Bell;
import lantian.desk.outbox.Event;
import lantian.desk.outbox.Notice;
import lantian.desk.outbox.NoticeId;
import lantian.desk.outbox.Outbox;
import lantian.desk.outbox.Publisher;
import lantian.desk.outbox.Reader;
import lantian.desk.outbox.Tail;
import lantian.desk.outbox.Unpublished;
import lantian.desk.sealing.Vault;
import org.jspecify.annotations.Nullable;

/** Where events leave the house (收发室): the outbox, what fills it, and what carries from it. */
public final class Mailroom implements AutoCloseable {
  /** A lease outlives this many attempts that nobody answers. */
  private static final int ATTEMPTS_IN_LEASE = 4;

  /** A receiver that is created, changed or ended is served so after this time, at most. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");

  private final MongoDatabase durable;
  private final DeliverySettings settings;
  private final InstantSource clock;
  private final Outbox outbox;
  private final DeliveryBook book;
  private final Bell bell = new Bell();
  private final Publisher publisher;
  private final Tail tail;
  private final Counter delivered;
  private final Counter failed;

  /** By the receiver's name; those of the settings have version 0. */
  private final Map<String, Served> couriers = new ConcurrentSkipListMap<>();

  private final ReceiverBook receivers;
  private final Rounds rounds;

  /** A receiver that is served as it stood when its courier began. */
  private record Served(Courier courier, long version) {}

  private Mailroom(
      MongoDatabase durable,
      DeliverySettings settings,
      Vault vault,
      InstantSource clock,
      MeterRegistry meters) {
    this.durable = durable;
    this.settings = settings;
    this.clock = clock;
    outbox = Outbox.open(durable);
    book = DeliveryBook.open(durable);
    publisher = new Publisher(durable, outbox, List.of(), bell, settings.interval());
    tail = new Tail(outbox, bell, settings.interval());
    delivered = DeskMeter.DELIVERIES.counter(meters, "delivered");
    failed = DeskMeter.DELIVERIES.counter(meters, "failed");
    DeskMeter.EVENTS.gauge(meters, tail::seen);
    DeskMeter.RECEIVERS_BLOCKED.gauge(
        meters, () -> couriers.values().stream().filter(one -> one.courier().blocked()).count());
    receivers = new ReceiverBook(durable, new ReceiverSecrets(vault, settings.keyFile()), clock);
    rounds = new Rounds("desk-receivers", LOOK, this::serve);
    for (ReceiverRecord kept : receivers.list()) {
      if (ofSettings(kept.name())) {
        throw new IllegalArgumentException(
            "receiver %s stands in the settings and is kept at the desk: rename it in the settings"
                .formatted(kept.name()));
      }
    }
    new TreeMap<>(settings.webhooks())
        .forEach((name, to) ->
            add(name, to.reader(), new Webhook(to, settings.patience(), clock), 0, 0));
    new TreeMap<>(settings.folders())
        .forEach((name, to) ->
            add(name, to.reader(), new FileDrop(to.folder(), settings.folderFiles()), 0, 0));
  }

  private Courier add(String name, Reader reader, Way way, long from, long version) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a receiver's name has up to 40 small letters, digits and hyphens: " + name);
    }
    Duration term = settings.patience().multipliedBy(ATTEMPTS_IN_LEASE);
    Courier courier =
        new Courier(
            name,
            reader,
            way,
            outbox,
            bell,
            book,
            from,
            new Lease(durable, "courier-" + name, term),
            settings.retries(),
            clock,
            this::count);
    couriers.put(name, new Served(courier, version));
    return courier;
  }

  /**
   * Serves the receivers that are kept as they stand now; a courier ends before its next begins.
   */
  private synchronized void serve() {
    Map<String, ReceiverRecord> wanted = new TreeMap<>();
    for (ReceiverRecord one : receivers.list()) {
      if (one.state() == ReceiverRecord.State.ACTIVE && !ofSettings(one.name())) {
        wanted.put(one.name(), one);
      }
    }
    couriers.forEach((name, served) -> {
      ReceiverRecord now = wanted.get(name);
      if (!ofSettings(name) && (now == null || now.version() != served.version())) {
        served.courier().leave();
      }
    });
    couriers.values().removeIf(served -> served.courier().gone());
    wanted.forEach((name, one) -> {
      if (!couriers.containsKey(name) && !rounds.closing()) {
        add(name, one.reader(), webhook(one), one.from(), one.version()).start();
      }
    });
  }

  private Webhook webhook(ReceiverRecord one) {
    return new Webhook(one.address(), receivers.secrets(one.name()), settings.patience(), clock);
  }

  private boolean ofSettings(String name) {
    return settings.webhooks().containsKey(name) || settings.folders().containsKey(name);
  }

  /**
   * True if a receiver had this name, whoever kept it: its deliveries would be taken for one's own.
   */
  public boolean known(String name) {
    return ofSettings(name) || book.last(name).isPresent();
  }

  /** Receivers that administrators keep. */
  public ReceiverBook kept() {
    return receivers;
  }

  /** Sends one event that tells of nothing, now; it is in no outbox. */
  public Outcome test(ReceiverRecord receiver, String mark) throws InterruptedException {
    Audience nobody = new Audience(Set.of(), null, null);
    NoticeId id = new NoticeId("test-" + mark, 0);
    Notice notice = new Notice(id, "test", receiver.name(), nobody, clock.instant(), "{}");
    try (Webhook way = webhook(receiver)) {
      return way.hand(new Event(0, notice));
    }
  }

  private void count(Outcome outcome) {
    (outcome instanceof Outcome.Delivered ? delivered : failed).increment();
  }

  /**
   * Opens it; makes indexes.
   *
   * @param durable majority reads and writes
   * @param vault keeps the secrets of receivers
   * @throws IllegalArgumentException if a receiver's settings are none, with a line that says why
   */
  public static Mailroom open(
      MongoDatabase durable,
      DeliverySettings settings,
      Vault vault,
      InstantSource clock,
      MeterRegistry meters) {
    return new Mailroom(durable, settings, vault, clock, meters);
  }

  /** Tells others what this book has to tell. */
  public void follow(Unpublished source) {
    publisher.follow(source);
  }

  /** What has been published. */
  public Outbox outbox() {
    return outbox;
  }

  /** What became of it. */
  public DeliveryBook book() {
    return book;
  }

  /** Rings when there is more of it. */
  public Bell bell() {
    return bell;
  }

  /**
   * A receiver and where it stands.
   *
   * @param name its name
   * @param way how it gets events
   * @param place where that leads, without secrets
   * @param reader what it may see
   * @param kept as an administrator keeps it; null if it stands in the settings
   */
  public record Receiver(
      String name, Way.Kind way, String place, Reader reader, @Nullable ReceiverRecord kept) {}

  /** All receivers, by name. */
  public List<Receiver> receivers() {
    Map<String, Receiver> all = new TreeMap<>();
    couriers.forEach((name, one) -> {
      Way way = one.courier().way();
      if (ofSettings(name)) {
        all.put(name, new Receiver(name, way.kind(), way.place(), one.courier().reader(), null));
      }
    });
    for (ReceiverRecord one : receivers.list()) {
      String place = WebhookAddress.of(one.address()).place();
      all.putIfAbsent(
          one.name(), new Receiver(one.name(), Way.Kind.WEBHOOK, place, one.reader(), one));
    }
    return List.copyOf(all.values());
  }

  /** Begins to publish and to deliver. */
  public void start() {
    publisher.start();
    tail.start();
    couriers.values().forEach(one -> one.courier().start());
    rounds.start();
  }

  @Override
  public synchronized void close() {
    rounds.close();
    couriers.values().forEach(one -> one.courier().close());
    tail.close();
    publisher.close();
  }
}

package lantian.desk.delivery;

import com.mongodb.client.MongoDatabase;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import lantian.desk.DeskMeter;
import lantian.desk.lease.Lease;
import lantian.desk.outbox.Bell;
import lantian.desk.outbox.Outbox;
import lantian.desk.outbox.Publisher;
import lantian.desk.outbox.Reader;
import lantian.desk.outbox.Tail;
import lantian.desk.outbox.Unpublished;

/** Where events leave the house (收发室): the outbox, what fills it, and what carries from it. */
public final class Mailroom implements AutoCloseable {
  /** A lease outlives this many attempts that nobody answers. */
  private static final int ATTEMPTS_IN_LEASE = 4;

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
  private final List<Courier> couriers = new ArrayList<>();

  private Mailroom(
      MongoDatabase durable, DeliverySettings settings, InstantSource clock, MeterRegistry meters) {
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
        meters, () -> couriers.stream().filter(Courier::blocked).count());
    new TreeMap<>(settings.webhooks())
        .forEach((name, to) -> add(name, to.reader(), new Webhook(to, settings.patience(), clock)));
    new TreeMap<>(settings.folders())
        .forEach((name, to) ->
            add(name, to.reader(), new FileDrop(to.folder(), settings.folderFiles())));
  }

  private void add(String name, Reader reader, Way way) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a receiver's name has up to 40 small letters, digits and hyphens: " + name);
    }
    Duration term = settings.patience().multipliedBy(ATTEMPTS_IN_LEASE);
    couriers.add(
        new Courier(
            name,
            reader,
            way,
            outbox,
            bell,
            book,
            new Lease(durable, "courier-" + name, term),
            settings.retries(),
            clock,
            this::count));
  }

  private void count(Outcome outcome) {
    (outcome instanceof Outcome.Delivered ? delivered : failed).increment();
  }

  /**
   * Opens it; makes indexes.
   *
   * @param durable majority reads and writes
   * @throws IllegalArgumentException if a receiver's settings are none, with a line that says why
   */
  public static Mailroom open(
      MongoDatabase durable, DeliverySettings settings, InstantSource clock, MeterRegistry meters) {
    return new Mailroom(durable, settings, clock, meters);
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
   * @param name its name in the settings
   * @param way how it gets events
   * @param place where that leads, without secrets
   * @param reader what it may see
   */
  public record Receiver(String name, Way.Kind way, String place, Reader reader) {}

  /** All receivers, by name. */
  public List<Receiver> receivers() {
    return couriers.stream()
        .map(one -> new Receiver(one.name(), one.way().kind(), one.way().place(), one.reader()))
        .sorted(Comparator.comparing(Receiver::name))
        .toList();
  }

  /** Begins to publish and to deliver. */
  public void start() {
    publisher.start();
    tail.start();
    couriers.forEach(Courier::start);
  }

  @Override
  public void close() {
    couriers.forEach(Courier::close);
    tail.close();
    publisher.close();
  }
}

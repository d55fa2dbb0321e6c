package lantian.desk.delivery;

import com.mongodb.client.MongoDatabase;
import java.util.List;
import lantian.desk.outbox.Bell;
import lantian.desk.outbox.Outbox;
import lantian.desk.outbox.Publisher;
import lantian.desk.outbox.Tail;
import lantian.desk.outbox.Unpublished;

/** Where events leave the house (收发室): the outbox, what fills it, and what carries from it. */
public final class Mailroom implements AutoCloseable {
  private final Outbox outbox;
  private final Bell bell = new Bell();
  private final Publisher publisher;
  private final Tail tail;

  private Mailroom(MongoDatabase durable, DeliverySettings settings) {
    outbox = Outbox.open(durable);
    publisher = new Publisher(durable, outbox, List.of(), bell, settings.interval());
    tail = new Tail(outbox, bell, settings.interval());
  }

  /**
   * Opens it; makes indexes.
   *
   * @param durable majority reads and writes
   */
  public static Mailroom open(MongoDatabase durable, DeliverySettings settings) {
    return new Mailroom(durable, settings);
  }

  /** Tells others what this book has to tell. */
  public void follow(Unpublished source) {
    publisher.follow(source);
  }

  /** What has been published. */
  public Outbox outbox() {
    return outbox;
  }

  /** Rings when there is more of it. */
  public Bell bell() {
    return bell;
  }

  /** Begins to publish and to deliver. */
  public void start() {
    publisher.start();
    tail.start();
  }

  @Override
  public void close() {
    tail.close();
    publisher.close();
  }
}

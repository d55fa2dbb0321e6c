package lantian.desk.delivery;

import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** A delivery as {@code desk_deliveries} stores it. */
final class DeliveryDocument {
  private DeliveryDocument() {}

  static Document of(Delivery delivery, long fence) {
    Outcome.Failure reason = delivery.reason();
    return new Document("_id", delivery.id())
        .append("receiver", delivery.receiver())
        .append("sequence", delivery.sequence())
        .append("event", delivery.event())
        .append("kind", delivery.kind())
        .append("way", delivery.way().name())
        .append("state", delivery.state().name())
        .append("attempts", delivery.attempts())
        .append("status", delivery.status())
        .append("reason", reason == null ? null : reason.name())
        .append("millis", delivery.millis())
        .append("digest", delivery.digest())
        .append("first", Date.from(delivery.first()))
        .append("last", Date.from(delivery.last()))
        .append("next", date(delivery.next()))
        .append("by", delivery.by())
        .append("why", delivery.why())
        .append("receipt", delivery.receipt())
        .append("fence", fence);
  }

  static Delivery delivery(Document in) {
    String reason = in.getString("reason");
    return new Delivery(
        in.getString("receiver"),
        in.getLong("sequence"),
        in.getString("event"),
        in.getString("kind"),
        Way.Kind.valueOf(in.getString("way")),
        Delivery.State.valueOf(in.getString("state")),
        in.getInteger("attempts"),
        in.getInteger("status"),
        reason == null ? null : Outcome.Failure.valueOf(reason),
        in.getLong("millis"),
        in.getString("digest"),
        Objects.requireNonNull(in.getDate("first")).toInstant(),
        Objects.requireNonNull(in.getDate("last")).toInstant(),
        instant(in.getDate("next")),
        in.getString("by"),
        in.getString("why"),
        in.getBoolean("receipt"));
  }

  static @Nullable Date date(@Nullable Instant moment) {
    return moment == null ? null : Date.from(moment);
  }

  private static @Nullable Instant instant(@Nullable Date date) {
    return date == null ? null : date.toInstant();
  }
}

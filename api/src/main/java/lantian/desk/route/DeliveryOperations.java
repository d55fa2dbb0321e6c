package lantian.desk.route;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import lantian.desk.DeskSettings;
import lantian.desk.delivery.Delivery;
import lantian.desk.delivery.DeliveryBook;
import lantian.desk.delivery.Mailroom;
import lantian.desk.delivery.ReceiverRecord;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import lantian.desk.http.Answer;
import lantian.desk.http.Call;
import lantian.desk.http.Operation;

/** Receivers and what became of each event, for the system administrator (投递管理). */
final class DeliveryOperations {
  private final Mailroom mailroom;
  private final DeliveryBook book;
  private final Listing listing;
  private final DeskSettings.Limits limits;
  private final InstantSource clock;

  DeliveryOperations(
      Mailroom mailroom, Listing listing, DeskSettings.Limits limits, InstantSource clock) {
    this.mailroom = mailroom;
    this.book = mailroom.book();
    this.listing = listing;
    this.limits = limits;
    this.clock = clock;
  }

  void into(Map<String, Operation> operations) {
    operations.put("listReceivers", call -> receivers());
    operations.put("getReceiver", this::receiver);
    operations.put("listDeliveries", this::list);
    operations.put("skipDelivery", this::skip);
    operations.put("retryDelivery", this::retry);
  }

  private Answer receivers() {
    long head = mailroom.outbox().head();
    JsonArray rows = new JsonArray();
    mailroom.receivers().forEach(receiver -> rows.add(view(receiver, head)));
    return Answer.of(new JsonObject().put("rows", rows));
  }

  /**
   * One that has not ended, with the tag that a change has to name; 0 for those of the settings.
   */
  private Answer receiver(Call call) {
    String name = call.inputs().needed("receiver");
    Mailroom.Receiver found =
        mailroom.receivers().stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new Refusal(Fault.NOT_FOUND));
    long version = found.kept() == null ? 0 : found.kept().version();
    return Answer.of(view(found, mailroom.outbox().head())).with("ETag", "\"" + version + "\"");
  }

  private JsonObject view(Mailroom.Receiver receiver, long head) {
    ReceiverRecord kept = receiver.kept();
    return new JsonObject()
        .put("name", receiver.name())
        .put("way", receiver.way().name())
        .put("place", receiver.place())
        .put("role", receiver.reader().role().name())
        .put("organisation", receiver.reader().organisation())
        .put("county", receiver.reader().county())
        .put("kept", kept == null ? null : ReceiverOperations.kept(kept))
        .put("head", head)
        .put("last", book.last(receiver.name()).map(DeliveryOperations::view).orElse(null));
  }

  private Answer list(Call call) {
    int limit = Math.min(limits.page(), call.inputs().number("limit", 50));
    String state = call.inputs().text("state");
    List<Delivery> found =
        book.list(
            call.inputs().text("receiver"),
            state == null ? null : Delivery.State.valueOf(state),
            listing.cursor(call),
            limit);
    JsonArray rows = new JsonArray();
    found.forEach(delivery -> rows.add(view(delivery)));
    String next = found.size() < limit ? null : listing.seal(call, found.getLast().id());
    return Answer.of(new JsonObject().put("rows", rows).put("next", next));
  }

  private Answer skip(Call call) {
    String why = call.json().getString("reason");
    String by = call.caller().name();
    Delivery found = found(call);
    call.because(why);
    if (found.state() == Delivery.State.SKIPPED
        && by.equals(found.by())
        && why.equals(found.why())) {
      call.begins();
      return Answer.of(view(found)); // The same request again: its effect stands.
    }
    return changed(call, found, () -> book.skip(found.id(), by, why, clock.instant()));
  }

  private Answer retry(Call call) {
    Delivery found = found(call);
    return changed(call, found, () -> book.retry(found.id(), clock.instant()));
  }

  private Delivery found(Call call) {
    String id = call.inputs().needed("deliveryId");
    call.about(id);
    return book.find(id).orElseThrow(() -> new Refusal(Fault.NOT_FOUND));
  }

  private Answer changed(Call call, Delivery found, BooleanSupplier change) {
    if (found.state() != Delivery.State.FAILED) {
      throw settled();
    }
    call.begins();
    if (!change.getAsBoolean()) {
      throw settled();
    }
    return Answer.of(view(book.find(found.id()).orElseThrow()));
  }

  private static Refusal settled() {
    return new Refusal(
        Fault.CONFLICT,
        List.of(
            FieldError.of(
                "deliveryId", "SETTLED", "该事件已送达或已跳过", "it has been delivered or skipped")));
  }

  private static JsonObject view(Delivery delivery) {
    JsonObject reason =
        delivery.reason() == null
            ? null
            : new JsonObject()
                .put("code", delivery.reason().name())
                .put("zh", delivery.reasonZh())
                .put("en", delivery.reasonEn());
    return new JsonObject()
        .put("id", delivery.id())
        .put("receiver", delivery.receiver())
        .put("sequence", delivery.sequence())
        .put("event", delivery.event())
        .put("type", delivery.kind())
        .put("way", delivery.way().name())
        .put("state", delivery.state().name())
        .put("attempts", delivery.attempts())
        .put("status", delivery.status() == 0 ? null : delivery.status())
        .put("reason", reason)
        .put("millis", delivery.millis())
        .put("digest", delivery.digest())
        .put("first", Moments.text(delivery.first()))
        .put("last", Moments.text(delivery.last()))
        .put("next", Moments.textOrNull(delivery.next()))
        .put("skippedBy", delivery.by())
        .put("skippedWhy", delivery.why())
        .put("receipt", delivery.receipt());
  }
}

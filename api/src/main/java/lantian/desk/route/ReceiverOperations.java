package lantian.desk.route;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import lantian.desk.access.Role;
import lantian.desk.delivery.Mailroom;
import lantian.desk.delivery.Outcome;
import lantian.desk.delivery.ReceiverBook;
import lantian.desk.delivery.ReceiverRecord;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import lantian.desk.http.Answer;
import lantian.desk.http.Call;
import lantian.desk.http.Operation;
import lantian.desk.organisation.Organisations;
import lantian.desk.outbox.Reader;
import org.jspecify.annotations.Nullable;

/** Receivers of webhooks, kept by the system administrator (推送接收方管理). */
final class ReceiverOperations {
  private final Mailroom mailroom;
  private final Organisations organisations;
  private final ReceiverBook book;

  ReceiverOperations(Mailroom mailroom, Organisations organisations) {
    this.mailroom = mailroom;
    this.organisations = organisations;
    this.book = mailroom.kept();
  }

  void into(Map<String, Operation> operations) {
    operations.put("createReceiver", this::create);
    operations.put("changeReceiver", this::change);
    operations.put("rotateReceiverSecret", this::rotate);
    operations.put("testReceiver", this::test);
    operations.put("endReceiver", this::end);
  }

  private Answer create(Call call) {
    JsonObject wanted = call.json();
    String name = wanted.getString("name");
    call.about(name);
    URI address = Objects.requireNonNull(address(wanted));
    Reader reader = reader(wanted);
    long head = mailroom.outbox().head();
    long from = wanted.getLong("from", head);
    if (from > head) {
      throw behindTheEnd(head);
    }
    if (mailroom.known(name) && book.find(name).isEmpty()) {
      throw taken();
    }
    call.because(reader.role().name());
    call.begins();
    ReceiverBook.Created created =
        book.create(
                name,
                address,
                reader,
                from,
                call.caller().name(),
                call.attempt().mark(),
                call.attempt().random())
            .orElseThrow(ReceiverOperations::taken);
    return Answer.created(withSecret(created));
  }

  private static Refusal behindTheEnd(long head) {
    return new Refusal(
        Fault.INVALID,
        List.of(
            FieldError.of(
                "from",
                "AHEAD",
                "起始序号不得大于现有的最后序号" + head,
                "the last event there is has sequence " + head + "; begin there or before")));
  }

  private static Refusal taken() {
    return new Refusal(
        Fault.CONFLICT,
        List.of(
            FieldError.of(
                "name",
                "NAME_TAKEN",
                "此名称已用过；名称不再复用，请另取",
                "there is or was a receiver of this name; take another")));
  }

  private Answer change(Call call) {
    JsonObject wanted = call.json();
    ReceiverRecord read = read(call);
    URI address = address(wanted);
    Boolean paused = wanted.getBoolean("paused");
    Reader reader = wanted.containsKey("role") ? reader(wanted) : null;
    call.because(wanted.fieldNames().stream().sorted().toList().toString());
    call.begins();
    ReceiverRecord changed =
        book.change(read, address, reader, paused == null ? null : !paused)
            .orElseThrow(() -> new Refusal(Fault.CHANGED_SINCE));
    return answer(changed);
  }

  private Answer end(Call call) {
    ReceiverRecord read = read(call);
    call.begins();
    if (book.end(read).isEmpty()) {
      throw new Refusal(Fault.CHANGED_SINCE);
    }
    return new Answer.Nothing(null);
  }

  private Answer rotate(Call call) {
    ReceiverRecord receiver = named(call);
    String name = receiver.name();
    Duration overlap = Duration.ofHours(call.json().getInteger("overlapHours"));
    call.because(overlap.toString());
    call.begins();
    ReceiverBook.Created created =
        book.rotate(name, overlap, call.attempt().mark(), call.attempt().random())
            .orElseThrow(() -> overlapping(receiver));
    return Answer.of(withSecret(created));
  }

  /** A receiver that still checks by the secret before the last would lose it too soon. */
  private static Refusal overlapping(ReceiverRecord receiver) {
    String until = String.valueOf(Moments.textOrNull(receiver.oldUntil()));
    return new Refusal(
        Fault.CONFLICT,
        List.of(
            FieldError.of(
                "receiver",
                "OVERLAP",
                "上一次轮换的旧密钥在" + until + "前仍有效，届时再轮换",
                "the secret before the last rotation holds until "
                    + until
                    + "; rotate after that")));
  }

  private Answer test(Call call) {
    ReceiverRecord receiver = named(call);
    call.begins();
    try {
      return Answer.of(view(mailroom.test(receiver, call.attempt().mark())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static JsonObject view(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Delivered good ->
          new JsonObject()
              .put("delivered", true)
              .put("status", good.status())
              .put("millis", good.took().toMillis())
              .put("reason", null);
      case Outcome.Failed bad ->
          new JsonObject()
              .put("delivered", false)
              .put("status", bad.status() == 0 ? null : bad.status())
              .put("millis", bad.took().toMillis())
              .put(
                  "reason",
                  new JsonObject()
                      .put("code", bad.reason().name())
                      .put("zh", bad.reason().zh())
                      .put("en", bad.reason().en()));
    };
  }

  /** The receiver as the caller has read it. */
  private ReceiverRecord read(Call call) {
    ReceiverRecord found = named(call);
    String tag = call.inputs().needed("If-Match").replace("\"", "");
    if (found.version() != Long.parseLong(tag)) {
      throw new Refusal(Fault.CHANGED_SINCE);
    }
    return found;
  }

  private ReceiverRecord named(Call call) {
    String name = call.inputs().needed("receiver");
    call.about(name);
    Optional<ReceiverRecord> found = book.find(name);
    if (found.isEmpty() && mailroom.receivers().stream().anyMatch(r -> r.name().equals(name))) {
      throw new Refusal(
          Fault.CONFLICT,
          List.of(
              FieldError.of(
                  "receiver",
                  "IN_SETTINGS",
                  "该接收方写在设置文件中，请修改设置",
                  "this receiver stands in the settings file; change it there")));
    }
    return found.orElseThrow(() -> new Refusal(Fault.NOT_FOUND));
  }

  /** Refuses one that would never be told anything. */
  private Reader reader(JsonObject wanted) {
    Role role = Role.valueOf(wanted.getString("role"));
    String organisation = wanted.getString("organisation");
    if (!role.machines()) {
      throw new Refusal(
          Fault.INVALID,
          List.of(
              FieldError.of(
                  "role",
                  "TOLD_NOTHING",
                  role.zh() + "不接收任何事件，请改选接收事件的业务部门或单位角色",
                  "no event is for an administrator; choose the role of whoever is to be told")));
    }
    if (role.ownOnly() && organisation == null) {
      throw new Refusal(
          Fault.INVALID,
          List.of(
              FieldError.of(
                  "organisation",
                  "MISSING",
                  role.zh() + "只收到本单位的事件，须填写单位",
                  "organisation is required: this role is told of its own only")));
    }
    OrganisationOperations.refuseUnknown(organisations, organisation);
    return new Reader(role, organisation, wanted.getString("county"));
  }

  private static @Nullable URI address(JsonObject wanted) {
    String text = wanted.getString("address");
    if (text == null) {
      return null;
    }
    try {
      return ReceiverBook.checked(URI.create(text));
    } catch (IllegalArgumentException e) {
      throw new Refusal(
          Fault.INVALID,
          List.of(
              FieldError.of(
                  "address",
                  "ADDRESS",
                  "地址须为 https://主机/路径，不含用户和片段；http 仅限 127.0.0.1 或 [::1]；不得为链路本地或组播地址",
                  "an address is https://host/path without user or fragment; http only to"
                      + " 127.0.0.1 or [::1]; neither link-local nor multicast")));
    }
  }

  private static JsonObject withSecret(ReceiverBook.Created created) {
    return new JsonObject()
        .put("receiver", kept(created.receiver()))
        .put("secret", created.secret());
  }

  private static Answer answer(ReceiverRecord receiver) {
    return Answer.of(kept(receiver)).with("ETag", "\"" + receiver.version() + "\"");
  }

  /** What an administrator keeps of it. */
  static JsonObject kept(ReceiverRecord receiver) {
    return new JsonObject()
        .put("name", receiver.name())
        .put("address", receiver.address().toString())
        .put("role", receiver.reader().role().name())
        .put("organisation", receiver.reader().organisation())
        .put("county", receiver.reader().county())
        .put("state", receiver.state().name())
        .put("from", receiver.from())
        .put("oldUntil", Moments.textOrNull(receiver.oldUntil()))
        .put("version", receiver.version())
        .put("created", Moments.text(receiver.created()))
        .put("by", receiver.by());
  }
}

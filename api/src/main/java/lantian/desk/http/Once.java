package lantian.desk.http;

import com.mongodb.MongoException;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import lantian.desk.access.Caller;
import lantian.desk.attempt.Attempt;
import lantian.desk.attempt.Attempts;
import lantian.desk.attempt.Claim;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a request that carries an {@code Idempotency-Key} have its effect once (幂等). A refusal is
 * not kept: it had no effect, and the corrected request may carry the same key.
 */
final class Once {
  static final String KEY = "Idempotency-Key";
  private static final Logger LOG = LoggerFactory.getLogger(Once.class);

  private final Attempts attempts;
  private final Recording recording;

  Once(Attempts attempts, Recording recording) {
    this.recording = recording;
    this.attempts = attempts;
  }

  /** Answers the call by {@code work}, or as it was answered before. */
  Answer answer(Endpoint endpoint, Call call, Work.Arrived arrived, Supplier<Answer> work) {
    String key = call.inputs().text(KEY);
    if (endpoint.retry() == Endpoint.Retry.FREE || key == null) {
      call.attempt(attempts.unkeyed());
      return work.get();
    }
    Caller caller = call.caller();
    Attempts.Sent sent =
        new Attempts.Sent(caller.kind() + " " + caller.id(), key, request(endpoint, arrived));
    return switch (attempts.claim(sent, endpoint.retry() == Endpoint.Retry.SAFE)) {
      case Claim.Granted granted -> perform(granted.attempt(), sent, call, work);
      case Claim.Done done -> {
        recording.repeated(endpoint, call);
        yield new Answer.Repeated(PackedAnswer.unpack(done.answer()));
      }
      case Claim.AnswerGone _ -> throw new Refusal(Fault.ANSWER_GONE);
      case Claim.Other _ -> throw new Refusal(Fault.KEY_REUSED, List.of(reused()));
      case Claim.InFlight busy -> throw new Refusal(Fault.IN_FLIGHT, busy.retryAfter());
      case Claim.Unknown _ -> throw new Refusal(Fault.OUTCOME_UNKNOWN);
      case Claim.TooMany _ -> throw new Refusal(Fault.TOO_MANY_KEYS, Duration.ofMinutes(10));
    };
  }

  private Answer perform(Attempt attempt, Attempts.Sent sent, Call call, Supplier<Answer> work) {
    call.attempt(attempt);
    Answer answer;
    try {
      answer = work.get();
    } catch (RuntimeException | Error e) {
      boolean refused = e instanceof Refusal refusal && refusal.fault().status() < 500;
      ended(() -> {
        if (refused || !call.begun()) {
          attempts.release(attempt);
        } else {
          attempts.abandon(attempt);
        }
      });
      throw e;
    }
    ended(() -> attempts.done(attempt, sent, PackedAnswer.pack(answer)));
    return answer;
  }

  /** The effect stands or does not; that its key could not be noted changes nothing about it. */
  private static void ended(Runnable note) {
    try {
      note.run();
    } catch (MongoException e) {
      LOG.warn("an idempotency key stays open: {}", e.getClass().getSimpleName());
    }
  }

  /** All that makes it this request: operation, path, query, state that is meant, body. */
  private static byte[] request(Endpoint endpoint, Work.Arrived arrived) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    JsonObject head = new JsonObject().put("operation", endpoint.id());
    new TreeMap<>(arrived.path()).forEach((name, value) -> head.put("path " + name, value));
    arrived.query().forEach((name, value) -> head.put("query " + name, value));
    @Nullable String state = arrived.headers().get("If-Match");
    all.writeBytes(head.put("state", state).encode().getBytes(StandardCharsets.UTF_8));
    all.write('\n');
    Upload upload = arrived.body().upload();
    all.writeBytes(
        upload == null
            ? arrived.body().bytes().getBytes()
            : upload.sha256().getBytes(StandardCharsets.US_ASCII));
    return all.toByteArray();
  }

  private static FieldError reused() {
    return FieldError.of(
        KEY,
        "REUSED",
        "请为新的请求换一个幂等键；重发原请求须逐字节相同",
        "take a new key for a new request; a request sent again must be the same byte for byte");
  }
}

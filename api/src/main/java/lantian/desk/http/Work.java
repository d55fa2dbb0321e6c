package lantian.desk.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lantian.desk.access.Caller;
import lantian.desk.access.Proof;
import lantian.desk.access.SignedRequest;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;

/** The part of an exchange that may block; runs on virtual threads. */
final class Work {
  /**
   * A request that has arrived.
   *
   * @param path values of the names in the path
   * @param query parameters of the query
   * @param headers its headers
   * @param body its body, empty if the operation takes none
   * @param waited how long it has waited for something to tell
   */
  record Arrived(
      Map<String, String> path, MultiMap query, MultiMap headers, Received body, Duration waited) {}

  private final Map<String, Operation> operations;
  private final Gate gate;
  private final Recording recording;
  private final Rights rights;
  private final Once once;

  Work(
      Map<String, Operation> operations, Gate gate, Recording recording, Rights rights, Once once) {
    this.once = once;
    this.operations = operations;
    this.gate = gate;
    this.recording = recording;
    this.rights = rights;
  }

  /** Who asks, if it may; the body has not been read yet. */
  Optional<Caller> admit(Endpoint endpoint, Asked asked) {
    Optional<Caller> caller =
        asked.signs() && !endpoint.anyone()
            ? Optional.of(signer(endpoint, asked))
            : gate.identify(endpoint, asked);
    caller.ifPresent(known -> admit(endpoint, asked, known));
    return caller;
  }

  /** Who asks, if it still may: for a request that has waited. */
  Optional<Caller> admitAgain(Endpoint endpoint, Asked asked, Optional<Caller> before) {
    if (!asked.signs() || before.isEmpty()) {
      return admit(endpoint, asked);
    }
    Caller still = gate.still(before.get());
    admit(endpoint, asked, still);
    return Optional.of(still);
  }

  private Caller signer(Endpoint endpoint, Asked asked) {
    Proof proof = gate.prove(asked);
    Refusal refusal = proof.refusal();
    if (refusal != null) {
      if (!proof.told()) {
        recording.beyondRights(endpoint, proof.caller(), refusal.fault());
      }
      throw refusal;
    }
    return proof.caller();
  }

  private void admit(Endpoint endpoint, Asked asked, Caller caller) {
    try {
      gate.admit(endpoint, caller, asked);
    } catch (Refusal e) {
      recording.beyondRights(endpoint, caller, e.fault());
      throw e;
    }
  }

  /** Does it; the record is stored when this comes back. */
  Answer answer(Endpoint endpoint, Asked asked, Optional<Caller> caller, Arrived arrived) {
    SignedRequest signed = asked.signed();
    Upload upload = arrived.body().upload();
    if (signed != null && caller.isPresent() && !covers(signed, arrived.body())) {
      throw new Refusal(Fault.SIGNATURE, List.of(Violation.OTHER.at("body")));
    }
    Inputs inputs = InputReading.read(endpoint, arrived.path(), arrived.query(), arrived.headers());
    Endpoint.Body taken = endpoint.body();
    Validator schema = taken == null ? null : taken.check();
    JsonObject json = schema == null ? null : json(schema, arrived.body().bytes());
    byte[] file = taken != null && schema == null ? arrived.body().bytes().getBytes() : new byte[0];
    Call call =
        new Call(endpoint, caller.orElse(null), inputs, json, file, asked, rights, recording);
    call.waited(arrived.waited());
    if (upload != null) {
      call.upload(upload);
    }
    admitPersonal(endpoint, call);
    return once.answer(
        endpoint,
        call,
        arrived,
        () -> {
          Answer answer = perform(endpoint, call);
          if (!(answer instanceof Answer.Later)) {
            recorded(endpoint, call, answer);
          }
          return answer;
        });
  }

  /** What can not be recorded is not sent: a feed would stay open for ever. */
  private void recorded(Endpoint endpoint, Call call, Answer answer) {
    try {
      recording.done(endpoint, call);
    } catch (RuntimeException e) {
      if (answer instanceof Answer.Events events) {
        events.feed().close();
      }
      throw e;
    }
  }

  private static boolean covers(SignedRequest signed, Received body) {
    Upload upload = body.upload();
    if (upload == null) {
      return signed.covers(body.bytes().getBytes());
    }
    try (InputStream in = Files.newInputStream(upload.path())) {
      return signed.covers(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void admitPersonal(Endpoint endpoint, Call call) {
    try {
      gate.admitPersonal(endpoint, call);
    } catch (Refusal e) {
      if (e.fault() == Fault.PERSONAL_FORBIDDEN) {
        recording.beyondRights(endpoint, call.caller(), e.fault());
      }
      throw e;
    }
  }

  private Answer perform(Endpoint endpoint, Call call) {
    Operation operation = operations.get(endpoint.id());
    if (operation == null) {
      throw new IllegalStateException(endpoint.id() + " has no code");
    }
    try {
      Answer answer = operation.answer(call);
      AnswerCheck.check(endpoint, answer);
      return answer;
    } catch (RuntimeException e) {
      recording.failed(endpoint, call, Faults.of(e).fault());
      throw e;
    }
  }

  private static JsonObject json(Validator schema, Buffer body) {
    Object value;
    try {
      value = Json.decodeValue(body);
    } catch (DecodeException e) {
      throw new Refusal(Fault.MALFORMED);
    }
    if (!(value instanceof JsonObject json)) {
      throw new Refusal(Fault.INVALID, List.of(Violation.TYPE.at("")));
    }
    List<FieldError> errors = Violation.of("", schema.validate(json));
    if (!errors.isEmpty()) {
      throw new Refusal(Fault.INVALID, errors);
    }
    return json;
  }
}

package lantian.desk.http;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import lantian.desk.access.Caller;
import lantian.desk.access.Role;
import lantian.desk.attempt.Attempt;
import lantian.desk.audit.Actor;
import org.jspecify.annotations.Nullable;

/** One admitted call on its way to an operation (一次调用). */
public final class Call {
  private final Endpoint endpoint;
  private final @Nullable Caller caller;
  private final Inputs inputs;
  private final @Nullable JsonObject json;
  private final byte[] file;
  private final String address;
  private final boolean english;
  private final @Nullable String sessionSecret;
  private final @Nullable String device;
  private final Rights rights;
  private final Recording recording;
  private @Nullable Attempt attempt;
  private @Nullable Upload upload;
  private Duration waited = Duration.ZERO;
  private boolean begun;
  private @Nullable Actor actor;
  private String object = "";
  private @Nullable String reason;

  Call(
      Endpoint endpoint,
      @Nullable Caller caller,
      Inputs inputs,
      @Nullable JsonObject json,
      byte[] file,
      Asked asked,
      Rights rights,
      Recording recording) {
    this.rights = rights;
    this.recording = recording;
    this.endpoint = endpoint;
    this.caller = caller;
    this.inputs = inputs;
    this.json = json;
    this.file = file;
    this.address = asked.address();
    this.english = asked.english();
    this.sessionSecret = asked.sessionSecret();
    this.device = asked.device();
    this.actor = caller == null ? null : caller.actor();
    this.reason = inputs.text("purpose");
  }

  /** Id of the operation that is called. */
  public String operation() {
    return endpoint.id();
  }

  /** Who calls; never null where the contract asks for a role. */
  public Caller caller() {
    if (caller == null) {
      throw new IllegalStateException("this operation is open to anyone");
    }
    return caller;
  }

  /** The parameters. */
  public Inputs inputs() {
    return inputs;
  }

  /** The JSON body of an operation that takes one. */
  public JsonObject json() {
    if (json == null) {
      throw new IllegalStateException("this operation takes no JSON");
    }
    return json;
  }

  /** The file of an operation that takes one. */
  public byte[] file() {
    return file;
  }

  /** The upload of an operation that takes one. */
  public Upload upload() {
    if (upload == null) {
      throw new IllegalStateException("this operation takes no upload");
    }
    return upload;
  }

  void upload(Upload arrived) {
    upload = arrived;
  }

  /** The peer's IP address. */
  public String address() {
    return address;
  }

  /** True if the reader prefers English to Chinese. */
  public boolean english() {
    return english;
  }

  /** True if personal data is asked for unmasked; the right to it has been checked. */
  public boolean unmasked() {
    return "full".equals(inputs.text("personal"));
  }

  /** Ids of the operations that a role may call. */
  public List<String> operationsOf(Role role) {
    return rights.of(role);
  }

  /**
   * Parameters of another operation's query, checked as that operation would.
   *
   * @throws lantian.desk.fault.Refusal that names everything that is wrong
   */
  public Inputs inputs(String other, Map<String, String> query) {
    return rights.inputs(other, query);
  }

  /** The session's secret; null for machines. */
  public @Nullable String sessionSecret() {
    return sessionSecret;
  }

  /**
   * How long the caller has been kept waiting by {@link Answer.Later}; it grows to what was said.
   */
  public Duration waited() {
    return waited;
  }

  void waited(Duration time) {
    waited = time;
  }

  /** What an earlier sign-in gave the browser to be known by; null if it brings nothing. */
  public @Nullable String device() {
    return device;
  }

  /** Says what the record of this call is about: an opaque id, never a plate or VIN. */
  public void about(String what) {
    object = what;
  }

  /** Says why, or with what result. */
  public void because(String why) {
    reason = reason == null ? why : reason + " " + why;
  }

  /** Says who acted, where that is only found out on the way. */
  public void by(Actor who) {
    actor = who;
  }

  /**
   * Records that it is about to be done; comes back when that is durable. Called before the first
   * effect, so that nothing stands that no record tells of.
   */
  public void begins() {
    recording.begun(endpoint, this);
    begun = true;
  }

  /**
   * The try at the effect: what it draws its ids and secrets from, and what a write may hold to
   * recognise itself when the request is sent again with the same key.
   */
  public Attempt attempt() {
    return Objects.requireNonNull(attempt);
  }

  void attempt(Attempt granted) {
    attempt = granted;
  }

  boolean begun() {
    return begun;
  }

  @Nullable Actor actor() {
    return actor;
  }

  String object() {
    return object;
  }

  @Nullable String reason() {
    return reason;
  }
}

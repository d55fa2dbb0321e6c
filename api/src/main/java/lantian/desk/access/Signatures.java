package lantian.desk.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import org.jspecify.annotations.Nullable;

/** Checks signed requests of machines (请求验签): signature, then time, then nonce. Calls block. */
final class Signatures {
  /** How far the sender's clock may be from ours, either way. */
  private static final Duration WINDOW = Duration.ofMinutes(5);

  private final MachineKeys keys;
  private final Nonces nonces;
  private final InstantSource clock;

  /**
   * A request with a good signature.
   *
   * @param key whose it is
   * @param refusal why it is refused all the same, null if it is not
   * @param told true if its refusal has been recorded before
   */
  record Checked(MachineKeys.MachineKey key, @Nullable Refusal refusal, boolean told) {}

  Signatures(MachineKeys keys, Nonces nonces, InstantSource clock) {
    this.keys = keys;
    this.nonces = nonces;
    this.clock = clock;
  }

  /** Whose request it is; empty if the key does not hold or the signature does not fit. */
  Optional<Checked> check(SignedRequest request) {
    SignedHead head = request.head();
    return keys.signing(head.key())
        .filter(
            key -> Tokens.same(head.scheme().mac(key.secret(), request.text()), head.signature()))
        .map(key -> timely(key.key(), head));
  }

  private Checked timely(MachineKeys.MachineKey key, SignedHead head) {
    Instant now = clock.instant();
    Instant signed = Instant.ofEpochSecond(head.timestamp());
    if (Duration.between(signed, now).abs().compareTo(WINDOW) > 0) {
      return new Checked(key, new Refusal(Fault.CLOCK, List.of(skew(now))), false);
    }
    return switch (nonces.use(key.id(), head.nonce(), signed.plus(WINDOW))) {
      case FRESH -> {
        keys.used(key);
        yield new Checked(key, null, false);
      }
      case USED -> new Checked(key, new Refusal(Fault.NONCE_USED), false);
      case USED_AND_TOLD -> new Checked(key, new Refusal(Fault.NONCE_USED), true);
    };
  }

  private static FieldError skew(Instant now) {
    String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
    return FieldError.of(
        "Authorization",
        "SKEW",
        "服务器时间为 " + time + "，请校准时钟后重新签名",
        "the server's time is " + time + "; set the clock and sign again");
  }
}

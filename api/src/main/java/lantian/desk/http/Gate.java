package lantian.desk.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import lantian.desk.access.Caller;
import lantian.desk.access.Proof;
import lantian.desk.access.SignIn;
import lantian.desk.access.SignedRequest;
import lantian.desk.audit.Actor;
import lantian.desk.fault.Fault;
import lantian.desk.fault.Refusal;
import org.jspecify.annotations.Nullable;

/** Lets a request in or not (准入): who is it, and may that role do this. Calls block. */
final class Gate {
  private final SignIn signIn;

  Gate(SignIn signIn) {
    this.signIn = signIn;
  }

  /** Who asks; empty for operations that are open to anyone, which nobody is looked up for. */
  Optional<Caller> identify(Endpoint endpoint, Asked asked) {
    if (endpoint.anyone()) {
      return Optional.empty();
    }
    String token = asked.token();
    String secret = asked.sessionSecret();
    Optional<Caller> caller = Optional.empty();
    if (token != null) {
      caller = signIn.byToken(token, asked.address());
    } else if (secret != null) {
      caller = signIn.bySession(secret, asked.address());
    }
    if (caller.isEmpty()) {
      throw new Refusal(Fault.NOT_SIGNED_IN);
    }
    return caller;
  }

  /** What the request's signature proves; refuses if it proves nothing. */
  Proof prove(Asked asked) {
    SignedRequest signed = asked.signed();
    return Optional.ofNullable(signed)
        .flatMap(request -> signIn.bySignature(request, asked.address()))
        .orElseThrow(() -> new Refusal(Fault.SIGNATURE));
  }

  /** The signer of a request that has waited: its nonce is used, its key has to hold. */
  Caller still(Caller signer) {
    return signIn.stillSigning(signer).orElseThrow(() -> new Refusal(Fault.SIGNATURE));
  }

  /** Throws a {@link Refusal} unless this caller may call this operation in this way. */
  void admit(Endpoint endpoint, Caller caller, Asked asked) {
    if (!endpoint.roles().contains(caller.role())) {
      throw new Refusal(Fault.FORBIDDEN);
    }
    if (endpoint.peopleOnly() && caller.kind() != Actor.Kind.USER) {
      throw new Refusal(Fault.FORBIDDEN);
    }
    if (caller.mustChangePassword() && endpoint.data() != DataClass.OWN) {
      throw new Refusal(Fault.CHANGE_PASSWORD);
    }
    if (endpoint.changes() && caller.csrf() != null && !same(caller.csrf(), asked.csrf())) {
      throw new Refusal(Fault.CSRF);
    }
  }

  /** Throws a {@link Refusal} if personal data is asked for without right or purpose. */
  void admitPersonal(Endpoint endpoint, Call call) {
    if (!call.unmasked()) {
      return;
    }
    if (!endpoint.unmasked().contains(call.caller().role())) {
      throw new Refusal(Fault.PERSONAL_FORBIDDEN);
    }
    if (call.inputs().text("purpose") == null) {
      throw new Refusal(Fault.INVALID, List.of(Violation.MISSING.at("purpose")));
    }
  }

  private static boolean same(String expected, @Nullable String given) {
    return given != null
        && MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}

package lantian.desk.oidc;

/** Why a sign-on is not believed (不予采信). Says nothing about the person. */
public final class Distrust extends Exception {
  private static final long serialVersionUID = 1L;

  /** What does not hold. Names go into the audit trail and must not change. */
  public enum Reason {
    /** The provider does not answer, in time or at all, or not as a provider does. */
    AWAY,
    /** The provider says that somebody did not sign in. */
    DECLINED,
    /** The provider does not take the code. */
    CODE,
    /** The ID token is none, or not signed by the provider in a way that is accepted. */
    SIGNATURE,
    /** It is from another issuer. */
    ISSUER,
    /** It is for somebody else. */
    AUDIENCE,
    /** It is over, not yet valid, or does not say until when. */
    EXPIRED,
    /** It answers another question than ours. */
    NONCE,
    /** It lacks the claim that names the person. */
    CLAIM
  }

  private final Reason reason;

  /** For this reason. */
  public Distrust(Reason reason) {
    super(reason.name(), null, false, false);
    this.reason = reason;
  }

  /** What does not hold. */
  public Reason reason() {
    return reason;
  }
}

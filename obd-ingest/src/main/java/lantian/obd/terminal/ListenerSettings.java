package lantian.obd.terminal;

import java.util.List;
import lantian.obd.packet.Profile;
import org.jspecify.annotations.Nullable;

/**
 * One port that terminals or platforms connect to (监听端口).
 *
 * @param host local address to bind
 * @param port 0–65535, 0 = any free one
 * @param profile what ambiguous bytes mean here
 * @param policy what is answered; null = what the profile's senders expect
 * @param groups terminals that get other answers; the first that fits holds
 * @param tls null for an unencrypted port
 */
public record ListenerSettings(
    String host,
    int port,
    Profile profile,
    @Nullable AckPolicy policy,
    List<AckGroup> groups,
    @Nullable TlsSettings tls) {
  /** Refuses a port out of range. */
  public ListenerSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port " + port + " is not 0 to 65535");
    }
    groups = List.copyOf(groups);
  }

  /** What a listener of the settings file need not say. */
  public static ListenerSettings defaults() {
    return of(Profile.GB17691, 0);
  }

  /** An unencrypted listener on every address with the usual answers. */
  public static ListenerSettings of(Profile profile, int port) {
    return new ListenerSettings("0.0.0.0", port, profile, null, List.of(), null);
  }

  /** What is answered to those in no group. */
  AckPolicy answers() {
    return policy == null ? AckPolicy.usual(profile) : policy;
  }
}

package lantian.desk.delivery;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;

/**
 * Where a webhook goes (推送地址): https as an administrator has set it, or http on this machine.
 * Nothing that a receiver answers leads anywhere else.
 */
record WebhookAddress(URI uri, boolean local) {
  /**
   * Refuses what nothing may be sent to.
   *
   * @throws IllegalArgumentException with one line that says what to set
   */
  static WebhookAddress of(URI uri) {
    String host = uri.getHost();
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (host == null || uri.getUserInfo() != null || uri.getFragment() != null) {
      throw new IllegalArgumentException(
          "a webhook's address is https://host/path, without user or fragment");
    }
    boolean local = loopback(host);
    if (!scheme.equals("https") && !(scheme.equals("http") && local)) {
      throw new IllegalArgumentException(
          "a webhook's address must be https; http only to 127.0.0.1 or [::1]");
    }
    return new WebhookAddress(uri, local);
  }

  /**
   * True if the name leads where something may be sent now: not to the machine itself unless the
   * address says so, not to link-local addresses (among them those of cloud metadata), nor to many.
   */
  boolean allowed() throws UnknownHostException {
    for (InetAddress address : InetAddress.getAllByName(uri.getHost())) {
      if (address.isAnyLocalAddress()
          || address.isLinkLocalAddress()
          || address.isMulticastAddress()
          || (address.isLoopbackAddress() && !local)) {
        return false;
      }
    }
    return true;
  }

  /** For people: host and port. */
  String place() {
    return uri.getScheme() + "://" + uri.getAuthority();
  }

  private static boolean loopback(String host) {
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    try {
      return InetAddress.ofLiteral(bare).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false; // A name; localhost, too, may be anything.
    }
  }
}

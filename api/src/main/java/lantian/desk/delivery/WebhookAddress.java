package lantian.desk.delivery;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

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
   * The same for an address that comes over HTTP: what can be seen to lead where nothing may be
   * sent is refused at once, not at its first event.
   *
   * @throws IllegalArgumentException with one line that says what to set
   */
  static WebhookAddress entered(URI uri) {
    WebhookAddress address = of(uri);
    InetAddress literal = literal(uri.getHost());
    if (literal != null && !address.allowed(literal)) {
      throw new IllegalArgumentException(
          "nothing is sent to link-local, multicast or unspecified addresses");
    }
    return address;
  }

  /**
   * True if the name leads where something may be sent now: not to the machine itself unless the
   * address says so, not to link-local addresses (among them those of cloud metadata), nor to many.
   */
  boolean allowed() throws UnknownHostException {
    for (InetAddress address : InetAddress.getAllByName(uri.getHost())) {
      if (!allowed(address)) {
        return false;
      }
    }
    return true;
  }

  private boolean allowed(InetAddress address) {
    return !address.isAnyLocalAddress()
        && !address.isLinkLocalAddress()
        && !address.isMulticastAddress()
        && (local || !address.isLoopbackAddress());
  }

  /** For people: host and port. */
  String place() {
    return uri.getScheme() + "://" + uri.getAuthority();
  }

  private static boolean loopback(String host) {
    InetAddress literal = literal(host);
    return literal != null && literal.isLoopbackAddress();
  }

  /** The address that a host is, null if it is a name; localhost, too, may be anything. */
  private static @Nullable InetAddress literal(String host) {
    try {
      return InetAddress.ofLiteral(
          host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}

package lantian.deploy.server;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import lantian.deploy.mongo.Database;
import lantian.deploy.settings.SettingsReader;
import lantian.desk.Desk;
import lantian.obd.packet.Profile;
import lantian.obd.read.ObdRead;
import lantian.obd.terminal.ListenerSettings;
import org.jspecify.annotations.Nullable;

/**
 * A server that listens.
 *
 * @param settings what it was started with
 * @param database its database
 * @param listening bound addresses of the listeners, in the order of the settings; empty without
 *     the role
 * @param desk the desk, null without the role
 * @param deskPort port of the desk, 0 without the role
 * @param read what it may be asked
 */
public record RunningServer(
    Settings settings,
    Database database,
    List<InetSocketAddress> listening,
    @Nullable Desk desk,
    int deskPort,
    ObdRead read) {

  /**
   * A bound listener.
   *
   * @param profile what it understands
   * @param host local address
   * @param port local port
   * @param tls true if it is encrypted
   */
  public record Listener(Profile profile, String host, int port, boolean tls) {}

  /**
   * Address of the pages.
   *
   * @param url to open in a browser
   * @param host local address
   * @param port local port
   */
  public record Pages(String url, String host, int port) {}

  /**
   * What is printed for a program when the server is ready.
   *
   * @param ready always true
   * @param pid this process
   * @param children processes that end with this one
   * @param roles what it does
   * @param obd bound listeners
   * @param http pages and interfaces, null without the role
   * @param data folder of the server
   * @param mongo address of the database, without a password
   */
  public record Ready(
      boolean ready,
      long pid,
      List<Long> children,
      List<String> roles,
      List<Listener> obd,
      @Nullable Pages http,
      String data,
      String mongo) {}

  /** The desk of a server that has the role. */
  public Desk asDesk() {
    return Objects.requireNonNull(desk, "this server has no desk");
  }

  /** The listeners with what was asked for. */
  public List<Listener> listeners() {
    List<Listener> out = new ArrayList<>();
    for (int i = 0; i < listening.size(); i++) {
      ListenerSettings asked = settings.obd().terminal().listeners().get(i);
      InetSocketAddress bound = listening.get(i);
      out.add(
          new Listener(
              asked.profile(), bound.getHostString(), bound.getPort(), asked.tls() != null));
    }
    return out;
  }

  /** The first listener of a profile. */
  public InetSocketAddress listener(Profile profile) {
    for (int i = 0; i < listening.size(); i++) {
      if (settings.obd().terminal().listeners().get(i).profile() == profile) {
        return listening.get(i);
      }
    }
    throw new IllegalArgumentException("no listener for " + profile);
  }

  /** Where the pages are, null without the role. */
  public @Nullable Pages pages() {
    if (desk == null) {
      return null;
    }
    var listen = settings.desk().listen();
    String scheme = listen.tls() ? "https" : "http";
    return new Pages(
        scheme + "://" + listen.bind() + ":" + deskPort + "/", listen.bind(), deskPort);
  }

  /** The line for programs. */
  public Ready ready() {
    return new Ready(
        true,
        ProcessHandle.current().pid(),
        database.children(),
        settings.roles().stream().map(Role::toString).toList(),
        listeners(),
        pages(),
        settings.data().toString(),
        SettingsReader.masked(database.uri()));
  }
}

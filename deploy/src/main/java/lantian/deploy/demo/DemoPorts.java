package lantian.deploy.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import lantian.deploy.server.Settings;
import lantian.desk.DeskSettings;
import lantian.desk.cases.CaseSettings;
import lantian.obd.ObdSettings;
import lantian.obd.packet.Profile;
import lantian.obd.terminal.AckPolicy;
import lantian.obd.terminal.ListenerSettings;
import lantian.obd.terminal.TerminalSettings;

/**
 * Settings of a demo: everything on loopback, the usual ports or, where one is taken, any free one,
 * every terminal answered, so that the city knows what was stored, and cases that may rest on law
 * nobody has verified.
 */
public final class DemoPorts {
  /** Findings become cases while one looks on. */
  private static final Duration SOON = Duration.ofSeconds(5);

  private static final String LOOPBACK = "127.0.0.1";

  private DemoPorts() {}

  /** The settings with the demo's ports. */
  public static Settings applied(Settings settings) {
    TerminalSettings terminal = settings.obd().terminal();
    List<ListenerSettings> listeners =
        List.of(
            listener(Profile.GB17691, 17_691, AckPolicy.ECHO),
            listener(Profile.HJ1239, 12_390, AckPolicy.ECHO),
            listener(Profile.PLATFORM, 12_392, AckPolicy.PLATFORM));
    ObdSettings obd =
        new ObdSettings(
            new TerminalSettings(
                listeners,
                terminal.eventLoops(),
                terminal.limits(),
                terminal.deadlines(),
                terminal.platformCommands()),
            settings.obd().log(),
            settings.obd().filing(),
            settings.obd().projector());
    DeskSettings desk = settings.desk();
    DeskSettings.Listen listen =
        new DeskSettings.Listen(
            LOOPBACK,
            free(desk.listen().port()),
            null,
            null,
            desk.listen().metricsTokenFile(),
            false,
            List.of());
    // Nobody has compared the law that ships with the rules, and a demo has to refer cases.
    CaseSettings cases = new CaseSettings(SOON, desk.cases().overlap(), true);
    return settings.with(obd, desk.with(listen).with(cases));
  }

  private static ListenerSettings listener(Profile profile, int port, AckPolicy policy) {
    return new ListenerSettings(LOOPBACK, free(port), profile, policy, List.of(), null);
  }

  /** The port if nobody has it, else 0. */
  private static int free(int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.ofLiteral(LOOPBACK))) {
      return port == 0 ? 0 : probe.getLocalPort();
    } catch (IOException e) {
      return 0;
    }
  }
}

package lantian.deploy.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lantian.deploy.server.Settings;
import lantian.desk.DeskSettings;
import lantian.obd.ObdSettings;
import lantian.obd.packet.Profile;
import lantian.obd.terminal.AckPolicy;
import lantian.obd.terminal.ListenerSettings;
import lantian.obd.terminal.TerminalSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Ports on the command line, over what the settings say. */
final class PortOptions {
  @Option(
      names = "--port",
      paramLabel = "PROFILE=PORT",
      description =
          "Listener for a profile (${COMPLETION-CANDIDATES}), 0 = any free port; may be repeated.")
  private Map<Profile, Integer> ports = new LinkedHashMap<>();

  @Option(
      names = "--ack",
      paramLabel = "PROFILE=POLICY",
      description = "What a listener answers: NONE, ECHO, PLATFORM, CITY_ZZ; may be repeated.")
  private Map<Profile, AckPolicy> policies = new LinkedHashMap<>();

  @Option(names = "--http-port", paramLabel = "PORT", description = "Port of the desk, 0 = any.")
  private @Nullable Integer httpPort;

  @Option(names = "--bind", paramLabel = "ADDRESS", description = "Local address of all ports.")
  private @Nullable String bind;

  /** The settings with these ports. */
  Settings applied(Settings settings) {
    return settings.with(listeners(settings.obd()), desk(settings.desk()));
  }

  private ObdSettings listeners(ObdSettings obd) {
    TerminalSettings terminal = obd.terminal();
    List<ListenerSettings> listeners = new ArrayList<>();
    for (ListenerSettings set : terminal.listeners()) {
      listeners.add(changed(set, ports.get(set.profile())));
    }
    ports.forEach((profile, port) -> {
      if (listeners.stream().noneMatch(known -> known.profile() == profile)) {
        listeners.add(changed(ListenerSettings.of(profile, port), port));
      }
    });
    return new ObdSettings(
        new TerminalSettings(
            listeners,
            terminal.eventLoops(),
            terminal.limits(),
            terminal.deadlines(),
            terminal.platformCommands()),
        obd.log(),
        obd.filing(),
        obd.projector());
  }

  private ListenerSettings changed(ListenerSettings set, @Nullable Integer port) {
    return new ListenerSettings(
        bind == null ? set.host() : bind,
        port == null ? set.port() : port,
        set.profile(),
        policies.getOrDefault(set.profile(), set.policy()),
        set.groups(),
        set.tls());
  }

  private DeskSettings desk(DeskSettings desk) {
    DeskSettings.Listen listen = desk.listen();
    return desk.with(
        new DeskSettings.Listen(
            bind == null ? listen.bind() : bind,
            httpPort == null ? listen.port() : httpPort,
            listen.certificateFile(),
            listen.keyFile(),
            listen.metricsTokenFile(),
            listen.behindTls(),
            listen.trustedProxies()));
  }
}

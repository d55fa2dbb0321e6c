package lantian.obd.terminal;

import lantian.obd.frame.Frame;
import lantian.obd.packet.Profile;

/** One listener as its connections see it (监听端口). */
final class Door {
  private final int number;
  private final ListenerSettings settings;
  private final AckPolicy policy;
  private final TerminalMeters.Door meters;

  Door(int number, ListenerSettings settings, TerminalMeters.Door meters) {
    this.number = number;
    this.settings = settings;
    this.policy = settings.answers();
    this.meters = meters;
  }

  int number() {
    return number;
  }

  Profile profile() {
    return settings.profile();
  }

  boolean tls() {
    return settings.tls() != null;
  }

  TerminalMeters.Door meters() {
    return meters;
  }

  /** True for a port of platforms, whose links stand for many vehicles. */
  boolean platform() {
    return settings.profile() == Profile.PLATFORM;
  }

  /** What is answered to a frame. */
  AckPolicy policy(Frame frame) {
    if (!settings.groups().isEmpty()) {
      int vin = frame.offset() + (frame.platformStyle() ? 4 : 3);
      for (AckGroup group : settings.groups()) {
        if (group.holds(frame.bytes(), vin)) {
          return group.policy();
        }
      }
    }
    return policy;
  }
}

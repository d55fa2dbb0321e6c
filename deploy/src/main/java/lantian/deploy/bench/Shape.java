package lantian.deploy.bench;

import lantian.obd.packet.Profile;

/**
 * How load arrives (负载形状).
 *
 * @param connections open connections
 * @param window unanswered packets per connection, at least 1
 * @param vehicles vehicles over all connections, at least one per connection
 * @param profile what the connections speak; with {@link Profile#PLATFORM} each carries many
 *     vehicles
 */
record Shape(int connections, int window, int vehicles, Profile profile) {
  Shape {
    if (connections < 1 || window < 1 || vehicles < connections) {
      throw new IllegalArgumentException("a shape needs connections, a window and vehicles");
    }
  }

  /** A shape of terminals: one vehicle per connection, answered in ECHO form. */
  static Shape terminals(int connections, int window) {
    return new Shape(connections, window, connections, Profile.HJ1239);
  }

  /** A shape of platform links, answered in PLATFORM form. */
  static Shape platforms(int connections, int window, int vehicles) {
    return new Shape(connections, window, vehicles, Profile.PLATFORM);
  }

  /** True if this is its name, with × or x. */
  boolean isCalled(String name) {
    return text().replace('×', 'x').equals(name.replace('×', 'x'));
  }

  boolean platform() {
    return profile == Profile.PLATFORM;
  }

  /** Answer policy in words. */
  String policy() {
    return platform() ? "PLATFORM" : "ECHO";
  }

  /** {@code 50×16}, with the vehicles behind it where they are more than the connections. */
  String text() {
    String base = connections + "×" + window;
    return vehicles == connections ? base : base + " " + vehicles + " VINs";
  }
}

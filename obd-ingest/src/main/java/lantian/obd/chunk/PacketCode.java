package lantian.obd.chunk;

import lantian.obd.packet.Profile;

/** Numbers on disk of what a packet row holds; they never change their meaning. */
final class PacketCode {
  private PacketCode() {}

  static int of(Profile profile) {
    return switch (profile) {
      case GB17691 -> 0;
      case HJ1239 -> 1;
      case PLATFORM -> 2;
      case DRAFT2019 -> 3;
    };
  }

  static Profile profile(int code) {
    return switch (code) {
      case 0 -> Profile.GB17691;
      case 1 -> Profile.HJ1239;
      case 2 -> Profile.PLATFORM;
      case 3 -> Profile.DRAFT2019;
      default -> throw new IllegalArgumentException("no profile " + code);
    };
  }
}

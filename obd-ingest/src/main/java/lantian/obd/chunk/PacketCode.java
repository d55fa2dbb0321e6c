package lantian.obd.chunk;

import java.util.EnumSet;
import java.util.Set;
import lantian.obd.packet.Profile;

/** Numbers on disk of what a packet row holds; they never change their meaning. */
final class PacketCode {
  private static final int SETS = 1 << Profile.ALL.size();

  private PacketCode() {}

  /** A set of profiles as four bits; all of them is 0. */
  static int of(Set<Profile> profiles) {
    int bits = 0;
    for (Profile one : profiles) {
      bits |= 1 << of(one);
    }
    return bits % (SETS - 1);
  }

  static Set<Profile> profiles(int bits) {
    if (bits == 0) {
      return Profile.ALL;
    }
    Set<Profile> profiles = EnumSet.noneOf(Profile.class);
    for (Profile one : Profile.ALL) {
      if ((bits >> of(one) & 1) == 1) {
        profiles.add(one);
      }
    }
    return profiles;
  }

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

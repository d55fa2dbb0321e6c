package lantian.obd.terminal;

import lantian.obd.packet.Profile;

/** What is answered to the frames of a listener or terminal group (应答策略). See spec clause 5. */
public enum AckPolicy {
  /** Nothing but time sync. */
  NONE,
  /** The head of the frame goes back. */
  ECHO,
  /** Positive or negative, as between platforms. */
  PLATFORM,
  /** As {@link #ECHO} with the command bytes of one city; unverified. */
  CITY_ZZ;

  /** What a profile's senders expect unless settings say otherwise. */
  public static AckPolicy usual(Profile profile) {
    return switch (profile) {
      case GB17691, DRAFT2019 -> NONE;
      case HJ1239 -> ECHO;
      case PLATFORM -> PLATFORM;
    };
  }
}

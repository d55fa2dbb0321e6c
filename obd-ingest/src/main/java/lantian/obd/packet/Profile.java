package lantian.obd.packet;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Access profile (接入协议) of a listener or terminal group: decides what ambiguous bytes mean. */
public enum Profile {
  /** GB 17691-2018 Annex Q terminals. */
  GB17691,
  /** HJ 1239 terminals. */
  HJ1239,
  /** Enterprise platforms that forward packets of their terminals. */
  PLATFORM,
  /** Retrofit terminals with the 2019 draft layout. */
  DRAFT2019;

  /** All of them. */
  public static final Set<Profile> ALL = Collections.unmodifiableSet(EnumSet.allOf(Profile.class));
}

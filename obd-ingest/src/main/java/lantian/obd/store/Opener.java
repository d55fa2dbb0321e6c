package lantian.obd.store;

import lantian.obd.frame.Frame;
import lantian.obd.packet.Profile;
import org.jspecify.annotations.Nullable;

/** Decrypts data units with the keys at hand (解密). */
@FunctionalInterface
public interface Opener {
  /** Has no keys. */
  Opener NONE = (frame, profile) -> null;

  /** The plain unit of an encrypted frame; null if no key is at hand or none fits. */
  byte @Nullable [] open(Frame frame, Profile profile);
}

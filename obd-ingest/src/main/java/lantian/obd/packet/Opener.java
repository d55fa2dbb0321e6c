package lantian.obd.packet;

import lantian.obd.frame.Frame;
import org.jspecify.annotations.Nullable;

/** Decrypts data units with the keys at hand (解密). Safe for several threads. */
public interface Opener {
  /** Has no keys. */
  Opener NONE =
      new Opener() {
        @Override
        public byte @Nullable [] open(Frame frame, Profile profile) {
          return null;
        }

        @Override
        public long generation() {
          return 0;
        }
      };

  /** The plain unit of an encrypted frame; null if no key is at hand or none fits. */
  byte @Nullable [] open(Frame frame, Profile profile);

  /** Another number whenever the keys have changed; 0 while there are none. */
  long generation();
}

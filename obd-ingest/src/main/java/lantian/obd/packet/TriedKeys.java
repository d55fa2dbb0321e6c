package lantian.obd.packet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import lantian.obd.frame.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Tries every key of a key file on an encrypted frame (逐一试钥), for a person who asks once: other
 * than the server's ring it gives up only when no key is left. Not thread-safe.
 *
 * <p>Keys named like the frame's VIN come first, then those of the announced algorithm.
 */
final class TriedKeys {
  /** Has no keys. */
  static final TriedKeys NONE = new TriedKeys(List.of(), CipherSettings.defaults());

  private final UnitCheck check = new UnitCheck(PlatformCommands.DEFAULT);
  private final List<UnitKey> keys;
  private final UnitCipher cipher;

  TriedKeys(List<UnitKey> keys, CipherSettings settings) {
    this.keys = keys;
    this.cipher = new UnitCipher(settings);
  }

  /** The plain unit and what opened it; null if no key fits. */
  UnitCipher.@Nullable Plain open(Frame frame, Profile profile) {
    int at = frame.unitOffset();
    byte[] unit = Arrays.copyOfRange(frame.bytes(), at, at + frame.unitLength());
    Encryption announced = Encryption.of(frame.encryption(), profile);
    List<UnitKey> order = new ArrayList<>(keys);
    String vin = frame.vin().text();
    order.sort(
        Comparator.comparing((UnitKey key) -> !key.id().equals(vin))
            .thenComparing(key -> key.algorithm() != announced));
    for (UnitKey key : order) {
      UnitCipher.Plain plain =
          cipher.decrypt(
              unit, announced, List.of(key), bytes -> check.plausible(frame, bytes, profile));
      if (plain != null) {
        return plain;
      }
    }
    return null;
  }
}

package lantian.desk.access;

import java.util.Optional;
import lantian.desk.sealing.Sealer;
import org.jspecify.annotations.Nullable;

/**
 * Browsers that somebody has signed in with (已知设备). Such a browser holds a cookie that names its
 * user and itself; it proves nothing and opens nothing, but whoever guesses elsewhere, be it behind
 * the same address, does not make it wait. Nothing is stored.
 */
final class Devices {
  private static final int ID = 24;

  private final Sealer sealer;
  private final Tokens tokens;

  Devices(Sealer sealer, Tokens tokens) {
    this.sealer = sealer;
    this.tokens = tokens;
  }

  /** A cookie for a browser from which this user has just signed in. */
  String give(String name) {
    return sealer.seal(Sealer.Kind.DEVICE, tokens.id() + name);
  }

  /** The browser that a cookie names, if it is one of this user. */
  Optional<String> known(@Nullable String cookie, String name) {
    return Optional.ofNullable(cookie)
        .flatMap(word -> sealer.open(Sealer.Kind.DEVICE, word))
        .filter(text -> text.substring(ID).equals(name))
        .map(text -> text.substring(0, ID));
  }
}

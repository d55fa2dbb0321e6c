package lantian.desk.attempt;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * One try at having an effect (一次办理). Ids and secrets that the effect makes are drawn from {@link
 * #random}: who does it again after a crash draws the same ones, so that a write that holds {@link
 * #mark} or an id drawn from it can see that it has been done.
 */
public final class Attempt {
  private final String id;
  private final String holder;
  private final String mark;
  private final SecureRandom random;

  private Attempt(String id, String holder, String mark, SecureRandom random) {
    this.id = id;
    this.holder = holder;
    this.mark = mark;
    this.random = random;
  }

  /** One without a key: it is never recognised again. */
  public static Attempt unkeyed(SecureRandom random) {
    byte[] mark = new byte[12];
    random.nextBytes(mark);
    return new Attempt("", "", HexFormat.of().formatHex(mark), random);
  }

  static Attempt keyed(String id, String holder, byte[] seed) {
    SecureRandom random = new Drawn(seed);
    byte[] mark = new byte[12];
    random.nextBytes(mark);
    return new Attempt(id, holder, HexFormat.of().formatHex(mark), random);
  }

  /** Names the effect, 24 hex digits; the same when it is done again. */
  public String mark() {
    return mark;
  }

  /** Where ids and secrets of the effect come from. */
  public SecureRandom random() {
    return random;
  }

  String id() {
    return id;
  }

  String holder() {
    return holder;
  }
}

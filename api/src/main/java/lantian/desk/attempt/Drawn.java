package lantian.desk.attempt;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import lantian.proto.Sm3;

/** Random bytes that follow from a seed: SM3(seed ‖ counter), 256 bits of it secret. */
final class Drawn extends SecureRandom {
  private static final long serialVersionUID = 1L;

  private final byte[] seed;
  private long counter;

  Drawn(byte[] seed) {
    this.seed = seed.clone();
  }

  @Override
  public synchronized void nextBytes(byte[] bytes) {
    for (int at = 0; at < bytes.length; at += 32) {
      ByteBuffer block = ByteBuffer.allocate(seed.length + 8).put(seed).putLong(counter++);
      byte[] drawn = Sm3.of(block.array());
      System.arraycopy(drawn, 0, bytes, at, Math.min(32, bytes.length - at));
    }
  }
}

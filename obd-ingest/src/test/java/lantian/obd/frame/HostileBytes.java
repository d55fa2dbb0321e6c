package lantian.obd.frame;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** Streams that are hard on a framer: what a fault or an enemy may send, seeded. */
final class HostileBytes {
  private static final byte[] VIN = "LSZTEST0CV1N00001".getBytes(StandardCharsets.US_ASCII);

  private HostileBytes() {}

  /** A whole frame with a unit of so many random bytes. */
  static byte[] frame(SplittableRandom random, int unit) {
    byte[] frame = head(unit, 25 + unit);
    for (int i = 24; i < 24 + unit; i++) {
      // Marks are frequent, so that heads overlap.
      frame[i] = (byte) (random.nextInt(4) == 0 ? '#' : random.nextInt(256));
    }
    Bcc.seal(frame);
    return frame;
  }

  /** A head that claims {@code unit} bytes, at the beginning of an array of {@code length}. */
  static byte[] head(int unit, int length) {
    byte[] head = new byte[length];
    head[0] = '#';
    head[1] = '#';
    head[2] = 2;
    System.arraycopy(VIN, 0, head, 3, 17);
    head[20] = 1;
    head[21] = 1;
    head[22] = (byte) (unit >>> 8);
    head[23] = (byte) unit;
    return head;
  }

  /** Good frames between noise, marks, false heads, damaged and truncated frames. */
  static byte[] mixture(SplittableRandom random, int pieces) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < pieces; i++) {
      out.writeBytes(piece(random));
    }
    return out.toByteArray();
  }

  private static byte[] piece(SplittableRandom random) {
    byte[] frame = frame(random, random.nextInt(60));
    return switch (random.nextInt(9)) {
      case 0 -> "#".repeat(random.nextInt(1, 40)).getBytes(StandardCharsets.US_ASCII);
      case 1 -> "~".repeat(random.nextInt(1, 40)).getBytes(StandardCharsets.US_ASCII);
      case 2 -> head(random.nextInt(300), 24);
      case 3 -> head(random.nextInt(7000, 9000), 24);
      case 4 -> java.util.Arrays.copyOf(frame, random.nextInt(1, frame.length));
      case 5 -> {
        frame[random.nextInt(frame.length)] ^= (byte) (1 << random.nextInt(8));
        yield frame;
      }
      case 6 -> {
        byte[] noise = new byte[random.nextInt(1, 30)];
        random.nextBytes(noise);
        yield noise;
      }
      default -> frame;
    };
  }

  /** Heads back to back, each of which claims {@code unit} bytes. */
  static byte[] heads(int unit, int bytes) {
    byte[] out = new byte[bytes];
    byte[] head = head(unit, 24);
    for (int at = 0; at < bytes; at += 24) {
      System.arraycopy(head, 0, out, at, Math.min(24, bytes - at));
    }
    // One odd byte now and then, or every second span would XOR to zero and be a frame.
    for (int at = 30; at < bytes; at += 24 * 7) {
      out[at] = (byte) ('A' + at % 26);
    }
    return out;
  }

  /** The same byte over and over. */
  static byte[] flood(char mark, int bytes) {
    byte[] out = new byte[bytes];
    java.util.Arrays.fill(out, (byte) mark);
    return out;
  }
}

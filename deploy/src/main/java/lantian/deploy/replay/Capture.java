package lantian.deploy.replay;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import lantian.deploy.console.Failure;

/**
 * A recorded byte stream (抓包文件): hex lines, where blanks separate what was written at once, or the
 * bytes themselves. Whatever it holds is passed on unchanged, noise included.
 *
 * <p>A file that is all text is taken for hex lines, so that a slip of the pen is an error with its
 * line and not sent as bytes; text that is meant as it stands has to be called binary.
 */
final class Capture {
  private static final int PROBE = 4096;
  private static final int PIECE = 1024;

  private final Path file;
  private final boolean binary;

  /**
   * A recording.
   *
   * @param binary true if the file holds the bytes themselves, whatever it looks like
   */
  Capture(Path file, boolean binary) {
    this.file = file;
    this.binary = binary;
  }

  /** Takes one piece of the stream. */
  interface Taker {
    void take(byte[] piece) throws IOException, InterruptedException;
  }

  /** Hands every piece to the taker, in order. */
  void forEach(Taker taker) throws IOException, InterruptedException {
    try (BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      in.mark(PROBE);
      boolean text = !binary && isText(in.readNBytes(PROBE));
      in.reset();
      if (text) {
        lines(in, taker);
      } else {
        pieces(in, taker);
      }
    }
  }

  private static boolean isText(byte[] start) {
    for (byte b : start) {
      boolean printable = b >= ' ' && b < 0x7F;
      if (!printable && !Character.isWhitespace(b)) {
        return false;
      }
    }
    return true;
  }

  private void lines(InputStream in, Taker taker) throws IOException, InterruptedException {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1));
    int number = 0;
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      number++;
      for (String word : line.strip().split("\\s+", -1)) {
        if (!word.isEmpty()) {
          taker.take(bytes(word, number));
        }
      }
    }
  }

  private byte[] bytes(String word, int line) {
    try {
      return HexFormat.of().parseHex(word);
    } catch (IllegalArgumentException e) {
      throw Failure.usage(
          file + " line " + line + " is not hex (say --binary if it is meant as it stands)");
    }
  }

  private static void pieces(InputStream in, Taker taker) throws IOException, InterruptedException {
    for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
      taker.take(piece);
    }
  }
}

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
 */
final class Capture {
  private static final int PROBE = 4096;
  private static final int PIECE = 1024;

  private final Path file;

  Capture(Path file) {
    this.file = file;
  }

  /** Takes one piece of the stream. */
  interface Taker {
    void take(byte[] piece) throws IOException, InterruptedException;
  }

  /** Hands every piece to the taker, in order. */
  void forEach(Taker taker) throws IOException, InterruptedException {
    try (BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      in.mark(PROBE);
      boolean hex = isHex(in.readNBytes(PROBE));
      in.reset();
      if (hex) {
        lines(in, taker);
      } else {
        pieces(in, taker);
      }
    }
  }

  private static boolean isHex(byte[] start) {
    for (byte b : start) {
      if (!HexFormat.isHexDigit(b) && !Character.isWhitespace(b)) {
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
      throw Failure.usage(file + " line " + line + " is not hex: " + e.getMessage());
    }
  }

  private static void pieces(InputStream in, Taker taker) throws IOException, InterruptedException {
    for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
      taker.take(piece);
    }
  }
}

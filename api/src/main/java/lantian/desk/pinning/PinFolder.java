package lantian.desk.pinning;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files that pins stand in (固定文件夹): one a day, one line a pin, never changed. */
final class PinFolder {
  private static final String FORM = "pins-\\d{8}\\.jsonl";

  private static final int PIECE = 64 << 10;

  private final Path folder;

  PinFolder(Path folder) {
    this.folder = folder;
  }

  /** The pin files, oldest first; none if there is no folder. */
  List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.getFileName().toString().matches(FORM)).sorted().toList();
    }
  }

  /** Where the signed roots stand. */
  Path roots() {
    return folder.resolve("roots.jsonl");
  }

  /** The file of a day. */
  Path file(String yyyymmdd) {
    return folder.resolve("pins-" + yyyymmdd + ".jsonl");
  }

  /** Takes each whole line of a file. */
  interface Taker {
    /**
     * One line.
     *
     * @param number number of the line in its file, from 1
     */
    void take(byte[] line, long number) throws IOException;
  }

  /** Reads a file; what a process that died left of a line at its end is no line. */
  static void each(Path file, Taker taker) throws IOException {
    long number = 0;
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    byte[] piece = new byte[PIECE];
    try (InputStream in = Files.newInputStream(file)) {
      for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
        int from = 0;
        for (int i = 0; i < length; i++) {
          if (piece[i] == '\n') {
            line.write(piece, from, i - from);
            taker.take(line.toByteArray(), ++number);
            line.reset();
            from = i + 1;
          }
        }
        line.write(piece, from, length - from);
      }
    }
  }

  /** Appends a line and forces it to disk; an unfinished line before it is taken away. */
  static void append(Path file, byte[] line) throws IOException {
    boolean fresh = !Files.exists(file);
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      out.truncate(endOfLines(file));
      out.position(out.size());
      ByteBuffer bytes = ByteBuffer.allocate(line.length + 1).put(line).put((byte) '\n').flip();
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    if (fresh) {
      try (FileChannel names =
          FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
        names.force(true);
      }
    }
  }

  /** The last whole line of a file, without its end; empty if there is none. */
  static Optional<byte[]> last(Path file) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long end = endOfLine(in, in.length());
      if (end == 0) {
        return Optional.empty();
      }
      long start = endOfLine(in, end - 1);
      byte[] line = new byte[Math.toIntExact(end - 1 - start)];
      in.seek(start);
      in.readFully(line);
      return Optional.of(line);
    }
  }

  private static long endOfLines(Path file) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      return endOfLine(in, in.length());
    }
  }

  /** Behind the last end of a line before a position; 0 if there is none. */
  private static long endOfLine(RandomAccessFile in, long before) throws IOException {
    long end = before;
    while (end > 0) {
      in.seek(end - 1);
      if (in.read() == '\n') {
        return end;
      }
      end--;
    }
    return 0;
  }
}

package lantian.desk.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lantian.desk.outbox.Event;

/**
 * Lays events into a folder (文件交换): {@code <sequence>_<id>.json}, its {@code .sha256}, and last its
 * {@code .done}, each written aside, forced to the disk and renamed. A receiver takes what has a
 * {@code .done}, in the order of the names, and puts a {@code .receipt} with the digest back; then
 * all four go.
 */
final class FileDrop implements Way {
  private static final String DIGEST = ".sha256";
  private static final String DONE = ".done";
  private static final String RECEIPT = ".receipt";
  private static final String ASIDE = ".tmp";
  private static final int LONGEST_RECEIPT = 4096;
  private static final int RECEIPTS_AT_ONCE = 500;
  private static final Pattern NAME =
      Pattern.compile("([0-9]{15})_[A-Za-z0-9_-]{1,120}[.]json[.]receipt");
  private static final Pattern HEX = Pattern.compile("\\A\\s*([0-9a-fA-F]{64})\\b");

  private final Path folder;
  private final int most;
  private final Consumer<String> placed;
  private int lying = -1;

  /**
   * A folder of one receiver.
   *
   * @param most events that may lie in it without a receipt
   */
  FileDrop(Path folder, int most) {
    this(folder, most, name -> {});
  }

  /** The same, told of each file when it stands. */
  FileDrop(Path folder, int most, Consumer<String> placed) {
    this.folder = folder;
    this.most = most;
    this.placed = placed;
  }

  @Override
  public Kind kind() {
    return Kind.FILES;
  }

  @Override
  public String place() {
    return folder.toString();
  }

  @Override
  public Outcome hand(Event event) {
    long start = System.nanoTime();
    // Never made here: a share that is not mounted must not look like an empty folder.
    if (!Files.isDirectory(folder)) {
      return failed(Outcome.Failure.FOLDER_MISSING, start);
    }
    try {
      String name = name(event);
      if (lying < 0) {
        begin();
      }
      if (!Files.exists(folder.resolve(name + DONE))) {
        if (lying >= most) {
          return failed(Outcome.Failure.FOLDER_FULL, start);
        }
        place(name, event.text());
        place(name + DIGEST, event.digest() + "  " + name + "\n");
        place(name + DONE, "");
        lying++;
      }
      return new Outcome.Delivered(0, since(start));
    } catch (IOException e) {
      return failed(Outcome.Failure.WRITE, start);
    }
  }

  private static String name(Event event) {
    return String.format(Locale.ROOT, "%015d_%s.json", event.sequence(), event.id());
  }

  /** Counts what lies there, and takes away what a kill left half written. */
  private void begin() throws IOException {
    int count = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(DONE)) {
          count++;
        } else if (name.startsWith(".") && name.endsWith(ASIDE)) {
          Files.deleteIfExists(file);
        }
      }
    }
    lying = count;
  }

  private void place(String name, String text) throws IOException {
    Path aside = folder.resolve("." + name + ASIDE);
    try (FileChannel out =
        FileChannel.open(
            aside,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    Files.move(
        aside,
        folder.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    forceFolder();
    placed.accept(name);
  }

  /** A renaming outlives a failure of power only if the folder has been written, too. */
  private void forceFolder() throws IOException {
    try (FileChannel itself = FileChannel.open(folder, StandardOpenOption.READ)) {
      itself.force(true);
    }
  }

  @Override
  public List<Receipt> receipts() {
    List<Receipt> found = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return found;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + RECEIPT)) {
      for (Path file : files) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        if (name.matches()
            && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
            && found.size() < RECEIPTS_AT_ONCE) {
          found.add(new Receipt(Long.parseLong(name.group(1)), matches(file), name.group()));
        }
      }
    } catch (IOException e) {
      return found; // The next look finds the others.
    }
    return found;
  }

  private boolean matches(Path receipt) throws IOException {
    Path digest = folder.resolve(event(receipt.getFileName().toString()) + DIGEST);
    if (Files.size(receipt) > LONGEST_RECEIPT || !Files.isRegularFile(digest)) {
      return false;
    }
    String said = new String(Files.readAllBytes(receipt), StandardCharsets.ISO_8859_1);
    Matcher hex = HEX.matcher(said);
    return hex.find()
        && Files.readString(digest, StandardCharsets.UTF_8)
            .startsWith(hex.group(1).toLowerCase(Locale.ROOT));
  }

  /** The name of the event's file. */
  private static String event(String receipt) {
    return receipt.substring(0, receipt.length() - RECEIPT.length());
  }

  /** The {@code .done} goes first: what has none is not there for the receiver. */
  @Override
  public void noted(Receipt receipt) {
    String event = event(receipt.file());
    try {
      Path file = folder.resolve(receipt.file());
      if (!receipt.matches()) {
        // Kept for people; the receiver may take the event again and put another receipt.
        Files.move(
            file, folder.resolve(receipt.file() + ".differs"), StandardCopyOption.REPLACE_EXISTING);
        return;
      }
      if (Files.deleteIfExists(folder.resolve(event + DONE)) && lying > 0) {
        lying--;
      }
      Files.deleteIfExists(folder.resolve(event + DIGEST));
      Files.deleteIfExists(folder.resolve(event));
      Files.deleteIfExists(file);
    } catch (IOException e) {
      lying = -1; // Counted anew; the receipt is found again if it is still there.
    }
  }

  private static Outcome failed(Outcome.Failure reason, long start) {
    return new Outcome.Failed(reason, 0, since(start));
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Override
  public void close() {}
}

package lantian.desk.pinning;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest signed root (最新签名根), as text that is copied onto whatever leaves the house: who holds
 * a copy can tell whether anything before it was changed, even if the database, the pins and the
 * key were taken together. Read from the folder of the pins, whichever process writes there.
 */
public final class NewestRoot implements Supplier<Optional<String>> {
  private static final Logger LOG = LoggerFactory.getLogger(NewestRoot.class);

  private final Path file;
  private long size;
  private Optional<String> line = Optional.empty();

  /** In this folder, which need not be there yet. */
  public NewestRoot(Path pins) {
    this.file = new PinFolder(pins).roots();
  }

  /** The last line of the roots, canonical JSON; empty while nothing was signed. */
  @Override
  public synchronized Optional<String> get() {
    try {
      long now = Files.size(file);
      if (now != size) {
        PinFolder.last(file)
            .ifPresent(last -> line = Optional.of(new String(last, StandardCharsets.UTF_8)));
        size = now;
      }
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      // What is handed over does not wait for a disk that holds copies; the one before will do.
      LOG.error("the newest root can't be read: {}", e.toString());
    }
    return line;
  }
}

package lantian.desk.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The secrets that an event is signed with now (推送签名密钥): one, or two while one takes over. */
@FunctionalInterface
interface WebhookSecrets {
  /**
   * Asked for each event, so that a rotation needs no new start.
   *
   * @throws IOException if there is none to be had
   */
  List<WebhookSecret> now() throws IOException;

  /** Those in files; the old one holds while its file is there. */
  static WebhookSecrets files(Path secret, @Nullable Path old) {
    return () ->
        old == null || Files.notExists(old)
            ? List.of(WebhookSecret.read(secret))
            : List.of(WebhookSecret.read(secret), WebhookSecret.read(old));
  }
}

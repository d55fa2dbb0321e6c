package lantian.desk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import lantian.obd.ObdIngest;

/** The rule sets that come with the OBD room, as their files. */
final class RuleFile {
  private RuleFile() {}

  static String text() {
    return text("OBD-SCREEN-1");
  }

  static String text(String id) {
    String path = "/lantian/obd/rules/" + id + ".json";
    try (InputStream in = Objects.requireNonNull(ObdIngest.class.getResourceAsStream(path))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

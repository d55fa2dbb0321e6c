package lantian.desk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import lantian.obd.ObdIngest;

/** The rule set that comes with the OBD room, as its file. */
final class RuleFile {
  private RuleFile() {}

  static String text() {
    String path = "/lantian/obd/rules/OBD-SCREEN-1.json";
    try (InputStream in = Objects.requireNonNull(ObdIngest.class.getResourceAsStream(path))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

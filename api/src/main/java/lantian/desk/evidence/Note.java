package lantian.desk.evidence;

import java.io.IOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is known of a stored file besides its address (证据附注).
 *
 * @param sm3 SM3 of its bytes, hex
 * @param size number of its bytes
 * @param type what it is
 */
record Note(String sm3, long size, FileType type) {
  private static final Pattern LINE =
      Pattern.compile("([0-9a-f]{64}) ([1-9][0-9]{0,17}) ([A-Z0-9]{1,8})\n");

  static Note of(EvidenceFile file) {
    return new Note(file.sm3(), file.size(), file.type());
  }

  /** One line. */
  String text() {
    return sm3 + " " + size + " " + type.name() + "\n";
  }

  /** For a store that keeps names and values beside an object. */
  Map<String, String> fields() {
    return Map.of("sm3", sm3, "size", Long.toString(size), "type", type.name());
  }

  /** Reads what {@link #text} wrote. */
  static EvidenceFile read(EvidenceId id, String line) throws IOException {
    Matcher form = LINE.matcher(line);
    if (!form.matches()) {
      throw new DamagedEvidenceException(id, "has a note that can't be read");
    }
    return file(id, form.group(1), form.group(2), form.group(3));
  }

  /** Reads what {@link #fields} wrote. */
  static EvidenceFile read(EvidenceId id, Map<String, String> fields) throws IOException {
    String line = fields.get("sm3") + " " + fields.get("size") + " " + fields.get("type") + "\n";
    return read(id, line);
  }

  private static EvidenceFile file(EvidenceId id, String sm3, String size, String type)
      throws IOException {
    try {
      return new EvidenceFile(id, sm3, Long.parseLong(size), FileType.valueOf(type));
    } catch (IllegalArgumentException e) {
      throw new DamagedEvidenceException(id, "has a note that can't be read");
    }
  }
}

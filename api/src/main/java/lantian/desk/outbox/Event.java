package lantian.desk.outbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import lantian.desk.canonical.CanonicalJson;
import lantian.proto.CityTime;
import org.jspecify.annotations.Nullable;

/**
 * A notice with its place in the outbox (事件). All three ways out hand over {@link #text}, byte for
 * byte the same.
 *
 * @param sequence its place, from 1, without gaps; given after the commit
 * @param notice what is told
 */
public record Event(long sequence, Notice notice) {
  /** The constant id by which a receiver drops repeats. */
  public String id() {
    return notice.id().text();
  }

  /** What receivers get, as canonical JSON. */
  public String text() {
    Map<String, @Nullable Object> fields = new TreeMap<>();
    fields.put("id", id());
    fields.put("sequence", sequence);
    fields.put("type", notice.kind());
    fields.put("timestamp", moment());
    fields.put("subject", notice.subject());
    fields.put("county", notice.audience().county());
    fields.put("data", new CanonicalJson.Ready(notice.data()));
    return CanonicalJson.text(fields);
  }

  /** SHA-256 of {@link #text}, hex. */
  public String digest() {
    try {
      byte[] bytes = text().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private String moment() {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(notice.at().atOffset(CityTime.ZONE));
  }
}

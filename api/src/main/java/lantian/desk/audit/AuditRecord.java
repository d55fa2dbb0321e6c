package lantian.desk.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import lantian.proto.Sm3;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * One link of an audit chain (审计记录).
 *
 * @param writer number of the chain, one per process start
 * @param sequence gapless number in the chain, from 0
 * @param at when, to the millisecond
 * @param entry what
 * @param previous hash of the record before it, 32 zero bytes for the first
 * @param hash SM3 over everything above
 */
public record AuditRecord(
    int writer, long sequence, Instant at, AuditEntry entry, byte[] previous, byte[] hash) {

  static AuditRecord chained(int writer, long sequence, Instant at, AuditEntry entry, byte[] prev) {
    byte[] hash = hash(writer, sequence, at, entry, prev);
    return new AuditRecord(writer, sequence, at, entry, prev, hash);
  }

  /** True if the hash is that of the content. */
  boolean intact() {
    return java.util.Arrays.equals(hash, hash(writer, sequence, at, entry, previous));
  }

  /** Key of the record; keys order as (writer, sequence). */
  public String id() {
    return id(writer, sequence);
  }

  static String id(int writer, long sequence) {
    return String.format(Locale.ROOT, "%08x-%012x", writer, sequence);
  }

  Document document() {
    Actor actor = entry.actor();
    return new Document("_id", id())
        .append("writer", writer)
        .append("sequence", sequence)
        .append("at", Date.from(at))
        .append("kind", actor.kind().name())
        .append("actor", actor.name())
        .append("role", actor.role())
        .append("organisation", actor.organisation())
        .append("address", actor.address())
        .append("act", entry.act().name())
        .append("object", entry.object())
        .append("outcome", entry.outcome().name())
        .append("reason", entry.reason())
        .append("previous", new Binary(previous))
        .append("hash", new Binary(hash));
  }

  static AuditRecord of(Document stored) {
    Actor actor =
        new Actor(
            Actor.Kind.valueOf(stored.getString("kind")),
            stored.getString("actor"),
            stored.getString("role"),
            stored.getString("organisation"),
            stored.getString("address"));
    AuditEntry entry =
        new AuditEntry(
            actor,
            Act.valueOf(stored.getString("act")),
            stored.getString("object"),
            Outcome.valueOf(stored.getString("outcome")),
            stored.getString("reason"));
    return new AuditRecord(
        stored.getInteger("writer"),
        stored.getLong("sequence"),
        stored.getDate("at").toInstant(),
        entry,
        stored.get("previous", Binary.class).getData(),
        stored.get("hash", Binary.class).getData());
  }

  /**
   * The same for whoever only looks: one record that can't be read must not hide the others. The
   * check of the chains reports it.
   */
  static AuditRecord shown(Document stored) {
    try {
      return of(stored);
    } catch (RuntimeException e) {
      Instant at = stored.get("at") instanceof Date date ? date.toInstant() : Instant.EPOCH;
      AuditEntry entry =
          new AuditEntry(
              Actor.unknown("(unreadable)", ""),
              Act.UNREADABLE,
              String.valueOf(stored.get("_id")),
              Outcome.FAILED,
              null);
      return new AuditRecord(0, 0, at, entry, new byte[0], new byte[0]);
    }
  }

  private static byte[] hash(int writer, long seq, Instant at, AuditEntry entry, byte[] previous) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(writer);
      out.writeLong(seq);
      out.writeLong(at.toEpochMilli());
      Actor actor = entry.actor();
      text(out, actor.kind().name());
      text(out, actor.name());
      text(out, actor.role());
      text(out, actor.organisation());
      text(out, actor.address());
      text(out, entry.act().name());
      text(out, entry.object());
      text(out, entry.outcome().name());
      text(out, entry.reason());
      out.write(previous);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Sm3.of(bytes.toByteArray());
  }

  /** Length before the text, so that no two records share their bytes; -1 stands for null. */
  private static void text(DataOutputStream out, @Nullable String text) throws IOException {
    if (text == null) {
      out.writeInt(-1);
      return;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}

package lantian.desk.cases;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import lantian.desk.canonical.CanonicalJson;
import lantian.proto.Sm3;
import org.jspecify.annotations.Nullable;

/**
 * What is hashed of a case, as {@link CanonicalJson}; numbers that may have a fraction are texts.
 * The fields and their forms are fixed for ever: stored chains rest on them.
 */
public final class CaseJson {
  private CaseJson() {}

  /** An event without its hash, bound to its case. */
  public static String of(String caseId, CaseEvent event) {
    Map<String, @Nullable Object> fields = new TreeMap<>();
    fields.put("actor", actor(event.actor()));
    fields.put("at", event.at().toEpochMilli());
    fields.put("case", caseId);
    fields.put("data", event.data());
    CaseState from = event.from();
    fields.put("from", from == null ? null : state(from));
    fields.put("manifest", event.manifest());
    fields.put("move", event.move());
    fields.put("previous", event.previous());
    fields.put("reason", event.reason());
    fields.put("seq", event.seq());
    fields.put("to", state(event.to()));
    return CanonicalJson.text(fields);
  }

  /** The findings and supplements of a case. */
  public static String rows(CaseRecord record) {
    Map<String, @Nullable Object> fields = new TreeMap<>();
    fields.put("findings", record.findings().stream().map(CaseJson::row).toList());
    fields.put("kind", record.kind());
    fields.put("subject", record.subject());
    fields.put("supplements", record.supplements().stream().map(CaseJson::row).toList());
    return CanonicalJson.text(fields);
  }

  /** SM3 over a canonical text, as hex. */
  public static String digest(String canonical) {
    return HexFormat.of().formatHex(Sm3.of(canonical.getBytes(StandardCharsets.UTF_8)));
  }

  private static Map<String, @Nullable Object> actor(CaseActor actor) {
    Map<String, @Nullable Object> fields = new TreeMap<>();
    fields.put("county", actor.county());
    fields.put("id", actor.id());
    fields.put("kind", actor.kind().name());
    fields.put("name", actor.name());
    fields.put("organisation", actor.organisation());
    fields.put("role", actor.role() == null ? null : actor.role().name());
    return fields;
  }

  private static Map<String, @Nullable Object> state(CaseState state) {
    Map<String, @Nullable Object> fields = new TreeMap<>();
    for (Track track : Track.values()) {
      fields.put(track.id(), state.of(track));
    }
    return fields;
  }

  private static Map<String, @Nullable Object> row(CaseFinding row) {
    Map<String, @Nullable Object> fields = new TreeMap<>();
    fields.put("changed", row.changed().toEpochMilli());
    fields.put("end", row.end() == null ? null : row.end().toEpochMilli());
    fields.put("id", row.id().text());
    fields.put("lawEn", row.law().en());
    fields.put("lawVerified", row.law().verified());
    fields.put("lawZh", row.law().zh());
    fields.put("limit", Double.toString(row.figures().limit()));
    fields.put("measured", Double.toString(row.figures().measured()));
    fields.put("origin", row.origin().name());
    fields.put("packets", row.packets());
    fields.put("peak", Double.toString(row.figures().peak()));
    fields.put("peakAt", row.figures().peakAt().toEpochMilli());
    fields.put("reasonEn", row.reason().en());
    fields.put("reasonZh", row.reason().zh());
    fields.put("replaces", row.replaces() == null ? null : row.replaces().text());
    fields.put("revision", row.revision());
    fields.put("ruleSet", row.ruleSet());
    fields.put("score", row.figures().score());
    fields.put("start", row.start().toEpochMilli());
    fields.put("state", row.state().name());
    fields.put("unit", row.figures().unit());
    fields.put("verified", row.verified());
    return fields;
  }
}

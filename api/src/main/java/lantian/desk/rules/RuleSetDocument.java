package lantian.desk.rules;

import java.time.LocalDate;
import java.util.Date;
import java.util.HexFormat;
import lantian.desk.rules.RuleSetRecord.Act;
import lantian.proto.Sm3;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/** How a proposed rule set is stored. */
final class RuleSetDocument {
  private RuleSetDocument() {}

  static Document of(RuleSetRecord set) {
    return new Document("_id", set.id())
        .append("room", set.room())
        .append("from", set.from().toString())
        .append("body", new Binary(set.body()))
        .append("digest", set.digest())
        .append("state", set.state().name())
        .append("proposed", of(set.proposed()));
  }

  static Document of(Act act) {
    return new Document("by", act.by()).append("at", Date.from(act.at())).append("why", act.why());
  }

  static RuleSetRecord record(Document stored) {
    return new RuleSetRecord(
        stored.getString("_id"),
        stored.getString("room"),
        LocalDate.parse(stored.getString("from")),
        stored.get("body", Binary.class).getData(),
        stored.getString("digest"),
        RuleSetState.valueOf(stored.getString("state")),
        act(stored.get("proposed", Document.class)),
        actOrNull(stored.get("activated", Document.class)),
        actOrNull(stored.get("ended", Document.class)));
  }

  private static @Nullable Act actOrNull(@Nullable Document stored) {
    return stored == null ? null : act(stored);
  }

  private static Act act(Document stored) {
    return new Act(
        stored.getString("by"), stored.getDate("at").toInstant(), stored.getString("why"));
  }

  static String digest(byte[] body) {
    return HexFormat.of().formatHex(Sm3.of(body));
  }
}

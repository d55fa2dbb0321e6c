package lantian.desk.cases;

import java.util.Date;
import lantian.proto.FindingId;
import lantian.proto.Origin;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** A row of a manifest as it is stored within its case (案卷线索存储). */
final class FindingDocument {
  private FindingDocument() {}

  static Document of(CaseFinding row) {
    FindingId replaces = row.replaces();
    Figures figures = row.figures();
    return new Document("id", row.id().text())
        .append("revision", row.revision())
        .append("changed", Date.from(row.changed()))
        .append("state", row.state().name())
        .append("replaces", replaces == null ? null : replaces.text())
        .append("subject", row.subject())
        .append("kind", row.kind())
        .append("verified", row.verified())
        .append("origin", row.origin().name())
        .append("ruleSet", row.ruleSet())
        .append("start", Date.from(row.start()))
        .append("end", CaseDocument.dateOrNull(row.end()))
        .append("measured", figures.measured())
        .append("peak", figures.peak())
        .append("peakAt", Date.from(figures.peakAt()))
        .append("limit", figures.limit())
        .append("unit", figures.unit())
        .append("score", figures.score())
        .append("reasonZh", row.reason().zh())
        .append("reasonEn", row.reason().en())
        .append("lawZh", row.law().zh())
        .append("lawEn", row.law().en())
        .append("lawVerified", row.law().verified())
        .append("packets", row.packets());
  }

  static CaseFinding finding(Document in) {
    return new CaseFinding(
        new FindingId(in.getString("id")),
        in.getInteger("revision"),
        CaseDocument.instant(in, "changed"),
        FindingState.valueOf(in.getString("state")),
        id(in.getString("replaces")),
        in.getString("subject"),
        in.getString("kind"),
        in.getBoolean("verified"),
        Origin.valueOf(in.getString("origin")),
        in.getString("ruleSet"),
        CaseDocument.instant(in, "start"),
        CaseDocument.instantOrNull(in, "end"),
        new Figures(
            in.getDouble("measured"),
            in.getDouble("peak"),
            CaseDocument.instant(in, "peakAt"),
            in.getDouble("limit"),
            in.getString("unit"),
            in.getInteger("score")),
        new CaseFinding.Reason(in.getString("reasonZh"), in.getString("reasonEn")),
        new LegalBasis(in.getString("lawZh"), in.getString("lawEn"), in.getBoolean("lawVerified")),
        in.getList("packets", String.class));
  }

  private static @Nullable FindingId id(@Nullable String text) {
    return text == null ? null : new FindingId(text);
  }
}

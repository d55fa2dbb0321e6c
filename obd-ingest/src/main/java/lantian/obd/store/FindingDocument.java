package lantian.obd.store;

import java.time.Instant;
import java.util.Date;
import lantian.obd.rule.Finding;
import lantian.obd.rule.Law;
import lantian.obd.rule.Wording;
import lantian.proto.FindingId;
import lantian.proto.Vin;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The content of a finding as a document (线索文档); fields bear the names of the record. */
final class FindingDocument {
  private FindingDocument() {}

  static Document of(Finding finding) {
    return new Document("vin", finding.subject().text())
        .append("rule", finding.rule())
        .append("ruleSet", finding.ruleSet())
        .append("state", finding.state().name())
        .append("start", date(finding.start()))
        .append("end", finding.end() == null ? null : date(finding.end()))
        .append("peakAt", date(finding.peakAt()))
        .append("last", date(finding.last()))
        .append("measured", finding.measured())
        .append("peak", finding.peak())
        .append("limit", finding.limit())
        .append("unit", finding.unit())
        .append("detail", finding.detail())
        .append("verified", finding.identityVerified())
        .append("lawZh", finding.law().text().zh())
        .append("lawEn", finding.law().text().en())
        .append("lawVerified", finding.law().verified())
        .append("score", finding.score())
        .append("reasonZh", finding.reason().zh())
        .append("reasonEn", finding.reason().en())
        .append("canonical", finding.canonical());
  }

  static Finding read(String id, Document document) {
    return new Finding(
        new FindingId(id),
        new Vin(document.getString("vin")),
        document.getString("rule"),
        document.getString("ruleSet"),
        Finding.State.valueOf(document.getString("state")),
        instant(document, "start"),
        end(document),
        instant(document, "peakAt"),
        instant(document, "last"),
        document.getDouble("measured"),
        document.getDouble("peak"),
        document.getDouble("limit"),
        document.getString("unit"),
        document.getLong("detail"),
        document.getBoolean("verified"),
        new Law(
            new Wording(document.getString("lawZh"), document.getString("lawEn")),
            document.getBoolean("lawVerified")),
        document.getInteger("score"),
        new Wording(document.getString("reasonZh"), document.getString("reasonEn")));
  }

  private static @Nullable Instant end(Document document) {
    Date end = document.getDate("end");
    return end == null ? null : end.toInstant();
  }

  private static Instant instant(Document document, String field) {
    return document.getDate(field).toInstant();
  }

  private static Date date(Instant instant) {
    return Date.from(instant);
  }
}

package lantian.desk.cases;

import lantian.proto.Plate;
import org.bson.Document;

/** A corrected plate as {@code desk_cases} keeps it (号牌更正存储). */
final class CorrectionDocument {
  private CorrectionDocument() {}

  static Document of(PlateCorrection correction) {
    Plate read = correction.read();
    return new Document("event", correction.event())
        .append("takenBack", correction.takenBack())
        .append("salt", correction.salt())
        .append("source", correction.source().name())
        .append("read", read == null ? null : of(read))
        .append("corrected", of(correction.corrected()));
  }

  static PlateCorrection correction(Document in) {
    Document read = in.get("read", Document.class);
    return new PlateCorrection(
        in.getInteger("event"),
        in.getInteger("takenBack"),
        in.getString("salt"),
        PlateCorrection.Source.valueOf(in.getString("source")),
        read == null ? null : plate(read),
        plate(CaseDocument.child(in, "corrected")));
  }

  private static Document of(Plate plate) {
    return new Document("number", plate.number()).append("colour", plate.colour().name());
  }

  private static Plate plate(Document in) {
    return new Plate(in.getString("number"), Plate.Colour.valueOf(in.getString("colour")));
  }
}

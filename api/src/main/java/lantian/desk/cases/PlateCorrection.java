package lantian.desk.cases;

import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import lantian.desk.canonical.CanonicalJson;
import lantian.proto.Plate;
import org.jspecify.annotations.Nullable;

/**
 * A plate that a reviewer has corrected (复核更正号牌), beside the plate as it was read: neither takes
 * the other's place. Whole plates stand here alone; events, which more roles see, hold masked ones
 * and a salted digest that binds them to these.
 *
 * @param event number of the event that tells who, when and why
 * @param takenBack number of the event that took it back; null if none has
 * @param salt random hex digits, shown to nobody: without them the digest can't be tried out
 * @param source where the plate was read
 * @param read the plate as it was read, as of the time of the act; null if none was
 * @param corrected the plate that the reviewer saw
 */
public record PlateCorrection(
    int event,
    @Nullable Integer takenBack,
    String salt,
    Source source,
    @Nullable Plate read,
    Plate corrected) {
  /** Mark of the event that corrects. */
  static final String CORRECTED = "plateCorrected";

  /** Mark of the event that takes a correction back. */
  static final String TAKEN_BACK = "plateTakenBack";

  private static final String PROOF = "plateProof";

  /** Where a plate was read (号牌来源). Names are stored. */
  public enum Source {
    /** The register's entry of the vehicle at the time of the act. */
    REGISTER
  }

  PlateCorrection takenBack(int by) {
    return new PlateCorrection(event, by, salt, source, read, corrected);
  }

  /** What an event says of it: nothing that a role without the right may not see. */
  SortedMap<String, String> data() {
    SortedMap<String, String> data = new TreeMap<>();
    if (read != null) {
      data.put("plateRead", read.masked());
      data.put("colourRead", read.colour().name());
    }
    data.put("readFrom", source.name().toLowerCase(Locale.ROOT));
    data.put("plateNow", corrected.masked());
    data.put("colourNow", corrected.colour().name());
    data.put(PROOF, proof());
    return data;
  }

  /** True if this event is of this correction, whole plates included. */
  boolean proves(CaseEvent told) {
    return proof().equals(told.data().get(PROOF));
  }

  private String proof() {
    Map<String, @Nullable Object> fields = new TreeMap<>();
    fields.put("colourNow", corrected.colour().name());
    fields.put("colourRead", read == null ? null : read.colour().name());
    fields.put("plateNow", corrected.number());
    fields.put("plateRead", read == null ? null : read.number());
    fields.put("salt", salt);
    return CaseJson.digest(CanonicalJson.text(fields));
  }

  /** Without the salt and the plates. */
  @Override
  public String toString() {
    return "PlateCorrection[event %d]".formatted(event);
  }
}

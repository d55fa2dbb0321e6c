package lantian.obd.read;

import java.time.Instant;
import java.util.List;
import lantian.proto.FindingId;
import lantian.proto.Origin;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/**
 * A stored finding (违法线索), a candidate until a person has looked at it.
 *
 * @param id stays the same over revisions
 * @param revision grows with every change, from 1
 * @param changed when this revision was written
 * @param state open, closed or withdrawn
 * @param replaces the finding whose place it took after a new judgement, null if none
 * @param vin the vehicle as claimed in its packets
 * @param verified true if all it rests on is from proven senders
 * @param origin nature of the data it rests on
 * @param rule rule id
 * @param ruleSet rule set in force
 * @param start first second of the breach
 * @param end last second of the breach, null while open
 * @param last last second the figures rest on
 * @param peakAt second of the peak
 * @param measured the quantity compared with the limit
 * @param peak its greatest value
 * @param limit the limit
 * @param unit unit of the three
 * @param score 0–100; 50 at the limit
 * @param reasonZh one sentence for the owner, Chinese
 * @param reasonEn the same in English
 * @param lawZh legal basis, Chinese
 * @param lawEn legal basis, English
 * @param lawVerified true if somebody compared the legal basis with the printed text
 * @param packets log positions of the packets it rests on, as hex; the first ones if there are many
 */
public record Found(
    FindingId id,
    int revision,
    Instant changed,
    FoundState state,
    @Nullable FindingId replaces,
    Vin vin,
    boolean verified,
    Origin origin,
    String rule,
    String ruleSet,
    Instant start,
    @Nullable Instant end,
    Instant last,
    Instant peakAt,
    double measured,
    double peak,
    double limit,
    String unit,
    int score,
    String reasonZh,
    String reasonEn,
    String lawZh,
    String lawEn,
    boolean lawVerified,
    List<String> packets) {
  /** Copies the list. */
  public Found {
    packets = List.copyOf(packets);
  }
}

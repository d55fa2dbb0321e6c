package lantian.obd.rule;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import lantian.proto.CityTime;
import lantian.proto.FindingId;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/**
 * A candidate for a violation (违法线索): what a rule saw, against which limit, on what ground.
 *
 * <p>An open finding says what was known when the breach was told and does not change until it
 * closes; so it is a function of the items up to now, however they were batched.
 *
 * @param id digest of subject, rule and first second
 * @param subject the vehicle, as claimed in its packets
 * @param rule rule id
 * @param ruleSet id of the rule set under which it was told
 * @param state open or closed
 * @param start first second of the breach
 * @param end last second of the breach, null while open
 * @param peakAt second of the peak, or at which an accumulated quantity passed its limit
 * @param last last second the figures rest on
 * @param measured the quantity compared with the limit, at most three decimals
 * @param peak its greatest value
 * @param limit the limit
 * @param unit unit of the three
 * @param detail one more number whose meaning is the rule's own
 * @param identityVerified true if every item it rests on is verified
 * @param law legal basis
 * @param score 50 at the limit, 100 at twice the limit and beyond
 * @param reason one sentence for the owner; follows from the rest
 */
public record Finding(
    FindingId id,
    Vin subject,
    String rule,
    String ruleSet,
    State state,
    Instant start,
    @Nullable Instant end,
    Instant peakAt,
    Instant last,
    double measured,
    double peak,
    double limit,
    String unit,
    long detail,
    boolean identityVerified,
    Law law,
    int score,
    Wording reason) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX").withZone(CityTime.ZONE);

  private static final Law NO_LAW = new Law(new Wording("规则集已撤", "rule set is gone"), false);

  /** Whether the breach still goes on. */
  public enum State {
    OPEN,
    CLOSED
  }

  /** An end belongs to a closed finding only; no number may be NaN or infinite. */
  public Finding {
    if ((end == null) != (state == State.OPEN)) {
      throw new IllegalArgumentException("a finding has an end exactly when it is closed");
    }
    if (!Double.isFinite(measured) || !Double.isFinite(peak) || !Double.isFinite(limit)) {
      throw new IllegalArgumentException("a finding holds finite numbers only");
    }
  }

  /** An episode as a finding; the wording and the law are those of the set it was told under. */
  static <M, L> Finding of(Rule<M, L> rule, RuleSet set, Episode told, boolean closed, Vin vin) {
    RuleSet.@Nullable Block block = set.block(rule.id());
    Law law = block == null ? NO_LAW : block.law();
    Instant start = Instant.ofEpochSecond(told.start());
    return new Finding(
        FindingId.of(vin.text(), rule.id(), start),
        vin,
        rule.id(),
        told.ruleSet(),
        closed ? State.CLOSED : State.OPEN,
        start,
        closed ? Instant.ofEpochSecond(told.last()) : null,
        Instant.ofEpochSecond(told.peakAt()),
        Instant.ofEpochSecond(told.last()),
        told.measured() / 1000.0,
        told.peak() / 1000.0,
        told.limit() / 1000.0,
        rule.unit(),
        told.detail(),
        told.verified(),
        law,
        (int) Math.min(100, told.measured() * 50 / told.limit()),
        rule.wording(told, closed));
  }

  /**
   * What is compared (规范形式): one line of JSON with fixed keys in fixed order. It holds no judging
   * time, process, revision, packet reference or wording.
   */
  public String canonical() {
    StringBuilder out = new StringBuilder(420);
    text(out.append('{'), "id", id.text());
    text(out, "subject", subject.text());
    text(out, "rule", rule);
    text(out, "ruleSet", ruleSet);
    text(out, "state", state.name());
    text(out, "start", TIME.format(start));
    if (end == null) {
      out.append("\"end\":null,");
    } else {
      text(out, "end", TIME.format(end));
    }
    text(out, "peakAt", TIME.format(peakAt));
    text(out, "last", TIME.format(last));
    out.append("\"measured\":").append(number(measured));
    out.append(",\"peak\":").append(number(peak));
    out.append(",\"limit\":").append(number(limit)).append(',');
    text(out, "unit", unit);
    out.append("\"detail\":").append(detail);
    out.append(",\"identityVerified\":").append(identityVerified);
    out.append(",\"lawVerified\":").append(law.verified());
    return out.append(",\"score\":").append(score).append('}').toString();
  }

  private static void text(StringBuilder out, String key, String value) {
    out.append('"').append(key).append("\":\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20 || c > 0x7E) {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    out.append("\",");
  }

  private static String number(double value) {
    return BigDecimal.valueOf(Math.round(value * 1000), 3).stripTrailingZeros().toPlainString();
  }
}

package lantian.deploy.explain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lantian.obd.read.Evidence;
import lantian.obd.read.EvidencePacket;
import lantian.obd.read.ObdRead;
import lantian.obd.read.Telemetry;
import lantian.obd.rule.Finding;
import lantian.obd.rule.Law;
import lantian.obd.rule.Limit;
import lantian.obd.rule.RuleSet;
import lantian.obd.rule.RuleSets;
import lantian.obd.store.Rehearing;
import lantian.proto.CityTime;
import lantian.proto.FindingId;
import lantian.proto.Vin;

/**
 * Makes a finding once more from the stored bytes, step by step (线索复核): the limits and the law it
 * names, its packets against the log, the values at its seconds, and the judgement anew. Writes
 * nothing.
 */
public final class Explaining {
  /** What an officer looks at first; names as in the decode output. */
  private static final List<String> FIELDS =
      List.of(
          "engineRpm",
          "speedKmh",
          "fuelRateLph",
          "scrUpNoxPpm",
          "scrDownNoxPpm",
          "scrInC",
          "reagentPct",
          "intakeKgh",
          "dpfDpKpa",
          "coolantC");

  private final ObdRead read;
  private final Rehearing rehearing;
  private final RuleSets rules;

  /** Explains under the rule sets that are in force. */
  public Explaining(ObdRead read, Rehearing rehearing, RuleSets rules) {
    this.read = read;
    this.rehearing = rehearing;
    this.rules = rules;
  }

  /**
   * The steps in order.
   *
   * @return empty if there is no such finding
   * @throws IllegalStateException if it can't be judged again; says why
   */
  public Optional<List<Step>> explain(FindingId id) {
    return read.evidence(id)
        .flatMap(evidence -> rehearing.again(id).map(again -> steps(evidence, again)));
  }

  /**
   * The steps of several findings of one vehicle, which is judged once for all of them.
   *
   * @param told takes each with its steps; one that there is not any more is left out
   * @throws IllegalStateException if it can't be judged again; says why
   */
  public void explain(Vin vin, List<FindingId> ids, BiConsumer<FindingId, List<Step>> told) {
    for (Rehearing.Again again : rehearing.again(vin, ids)) {
      FindingId id = again.now().id();
      read.evidence(id).ifPresent(evidence -> told.accept(id, steps(evidence, again)));
    }
  }

  private List<Step> steps(Evidence evidence, Rehearing.Again again) {
    Finding finding = again.now();
    List<Step> steps = new ArrayList<>();
    steps.add(finding(again));
    steps.addAll(rule(finding));
    steps.addAll(packets(evidence));
    Stream.of(finding.start(), finding.peakAt(), finding.last())
        .distinct()
        .map(second -> values(finding, second))
        .forEach(steps::add);
    steps.add(judged(again));
    return steps;
  }

  private static Step finding(Rehearing.Again again) {
    Finding finding = again.now();
    String says =
        "%s %s %s %s  measured %s, limit %s %s  %s"
            .formatted(
                finding.id().text(),
                finding.rule(),
                finding.subject().text(),
                again.withdrawn() ? "WITHDRAWN" : finding.state(),
                number(finding.measured()),
                number(finding.limit()),
                finding.unit(),
                finding.reason().zh());
    return finding.canonical().equals(again.canonical())
        ? Step.holds("finding", says)
        : Step.broken("finding", says + "  its fields differ from its canonical form");
  }

  private List<Step> rule(Finding finding) {
    RuleSet set = rules.named(finding.ruleSet());
    RuleSet.Block block = set == null ? null : set.block(finding.rule());
    if (set == null || block == null) {
      return List.of(
          Step.broken("rules", finding.ruleSet() + " is not among the sets that are in force"));
    }
    List<Step> steps = new ArrayList<>();
    steps.add(Step.holds("rules", "%s, in force from %s".formatted(finding.ruleSet(), set.from())));
    for (Limit limit : block.rows()) {
      String value = "%s = %s %s".formatted(limit.key(), limit.value(), limit.unit()).strip();
      steps.add(Step.holds("limit", value + "  (" + sourced(limit.source(), limit.verified())));
    }
    Law law = block.law();
    steps.add(Step.holds("law", law.text().zh() + "  (" + sourced("", law.verified())));
    return steps;
  }

  private static String sourced(String source, boolean verified) {
    String state = verified ? "verified" : "not verified";
    return (source.isEmpty() ? state : source + "; " + state) + ")";
  }

  /** Every copy that the finding keeps, against the log. */
  private List<Step> packets(Evidence evidence) {
    List<String> positions = evidence.packets().stream().map(EvidencePacket::position).toList();
    Map<String, String> logged = read.logged(positions);
    Map<String, String> archived = read.archived(positions);
    List<Step> steps = new ArrayList<>();
    int equal = 0;
    for (EvidencePacket packet : evidence.packets()) {
      String stored = logged.get(packet.position());
      String month = archived.get(packet.position());
      if (packet.hex().equals(stored)) {
        equal++;
      } else if (stored == null && month != null) {
        steps.add(Step.holds("packet", packet.position() + " is archived in " + month));
      } else {
        String what = stored == null ? " is not in the log" : " is not what the log has";
        steps.add(Step.broken("packet", packet.position() + what));
      }
    }
    steps.add(
        Step.holds(
            "packets",
            "%,d of %,d copies equal the log; it rests on %,d packets"
                .formatted(equal, positions.size(), evidence.packetCount())));
    return steps;
  }

  private Step values(Finding finding, Instant second) {
    Telemetry seen = read.telemetry(finding.subject(), second, second.plusSeconds(1), FIELDS, 1);
    String at = second.atOffset(CityTime.ZONE).toLocalDateTime().toString();
    if (seen.items() == 0) {
      return Step.holds("values", at + "  no stream item");
    }
    String values =
        seen.fields().stream()
            .map(field ->
                field.name() + " " + (Double.isNaN(field.max()[0]) ? "—" : number(field.max()[0])))
            .collect(Collectors.joining("  "));
    return Step.holds("values", at + "  " + values);
  }

  private static Step judged(Rehearing.Again again) {
    Finding then = again.then();
    if (again.follows()) {
      return Step.holds(
          "judged",
          again.withdrawn()
              ? "it was withdrawn, and it does not follow from what is stored"
              : "the same finding follows from what is stored");
    }
    return Step.broken(
        "judged",
        then == null
            ? "no such finding follows from what is stored"
            : "another follows: " + then.canonical() + "  stored: " + again.canonical());
  }

  private static String number(double value) {
    return new java.math.BigDecimal(value)
        .setScale(3, java.math.RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }
}

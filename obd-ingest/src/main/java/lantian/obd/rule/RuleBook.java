package lantian.obd.rule;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lantian.obd.rule.diagnosis.CalibrationId;
import lantian.obd.rule.diagnosis.ChangedMark;
import lantian.obd.rule.diagnosis.FrozenRatios;
import lantian.obd.rule.diagnosis.LampDark;
import lantian.obd.rule.diagnosis.LampOn;
import lantian.obd.rule.diagnosis.LastingLamp;
import lantian.obd.rule.diagnosis.OtherVin;
import lantian.obd.rule.diagnosis.ReadinessReset;
import lantian.obd.rule.diagnosis.SeveralTerminals;
import lantian.obd.rule.diagnosis.VerificationNumber;
import lantian.obd.rule.exhaust.FilterBlocked;
import lantian.obd.rule.exhaust.FilterEmpty;
import lantian.obd.rule.exhaust.FrozenCoolant;
import lantian.obd.rule.exhaust.FrozenInlet;
import lantian.obd.rule.exhaust.RegenerationMissing;
import lantian.obd.rule.exhaust.UnrelatedInlet;
import lantian.obd.rule.nox.ConversionLost;
import lantian.obd.rule.nox.DailyNox;
import lantian.obd.rule.nox.FrozenNox;
import lantian.obd.rule.nox.LastingNox;
import lantian.obd.rule.nox.ModelNox;
import lantian.obd.rule.nox.NoxAboveUpstream;
import lantian.obd.rule.nox.NoxAbsent;
import lantian.obd.rule.nox.NoxEqual;
import lantian.obd.rule.nox.QuantisedNox;
import lantian.obd.rule.nox.UnrelatedDownstream;
import lantian.obd.rule.nox.UnrelatedNox;
import lantian.obd.rule.nox.WindowNox;
import lantian.obd.rule.reagent.LowReagentUse;
import lantian.obd.rule.reagent.RisingReagent;
import lantian.obd.rule.reagent.UnusedReagent;
import lantian.obd.rule.reagent.WaterForReagent;
import lantian.obd.rule.state.FrozenReading;
import lantian.obd.rule.state.LastingState;
import lantian.obd.rule.state.UnrelatedReading;
import lantian.obd.rule.terminal.ClockImplausible;
import lantian.obd.rule.terminal.Disagreement;
import lantian.obd.rule.terminal.OdometerBack;
import lantian.obd.rule.terminal.OdometerGauge;
import lantian.obd.rule.terminal.PositionElsewhere;
import lantian.obd.rule.terminal.PositionGauge;
import lantian.obd.rule.terminal.PositionJump;
import lantian.obd.rule.terminal.PositionShifted;
import lantian.obd.rule.terminal.Recurring;
import lantian.obd.rule.terminal.Replayed;
import lantian.obd.rule.terminal.SilentMove;
import lantian.obd.rule.terminal.TerminalRemoved;

/**
 * The rules in the order in which they look at an item (规则簿). A new rule is one class, one line
 * here, one block in the rule-set files and one timeline in the tests.
 */
public final class RuleBook {
  /** Every rule there is. */
  public static final RuleBook STANDARD =
      new RuleBook(
          List.of(
              new LastingNox(),
              new UnusedReagent(),
              new LastingLamp(new LampOn()),
              new LastingState<>(new NoxAboveUpstream()),
              new LastingState<>(new NoxEqual()),
              new LastingState<>(new ConversionLost()),
              new LastingState<>(new NoxAbsent()),
              new LastingState<>(new FilterEmpty()),
              new LastingState<>(new FilterBlocked()),
              new FrozenReading(FrozenNox.READING),
              new FrozenReading(FrozenInlet.READING),
              new FrozenReading(FrozenCoolant.READING),
              new LastingLamp(new LampDark()),
              new DailyNox(),
              new UnrelatedNox(),
              new UnrelatedReading(UnrelatedDownstream.READING),
              new QuantisedNox(),
              new WindowNox(),
              new OtherVin(),
              new ReadinessReset(),
              new FrozenRatios(),
              new ChangedMark(new CalibrationId()),
              new ChangedMark(new VerificationNumber()),
              new Recurring<>(new OdometerBack()),
              new Disagreement<>(new OdometerGauge()),
              new Recurring<>(new SilentMove()),
              new Recurring<>(new PositionJump()),
              new Recurring<>(new Replayed()),
              new Disagreement<>(new PositionGauge()),
              new LowReagentUse(),
              new RisingReagent(),
              new WaterForReagent(),
              new UnrelatedReading(UnrelatedInlet.READING),
              new RegenerationMissing(),
              new SeveralTerminals(),
              new TerminalRemoved(),
              new ClockImplausible(),
              new Recurring<>(new PositionElsewhere()),
              new Recurring<>(new PositionShifted()),
              new ModelNox()));

  private final Rule<?, ?>[] rules;
  private final Object[] initial;
  private final int[] firstCounter;
  private final List<Map<Cause, Integer>> counters = new ArrayList<>();

  /** Refuses two rules of one id. */
  public RuleBook(List<Rule<?, ?>> rules) {
    if (rules.stream().map(r -> r.id()).collect(Collectors.toSet()).size() != rules.size()) {
      throw new IllegalArgumentException("two rules share an id");
    }
    this.rules = rules.toArray(Rule<?, ?>[]::new);
    this.initial = new Object[this.rules.length];
    this.firstCounter = new int[this.rules.length + 1];
    for (int i = 0; i < this.rules.length; i++) {
      initial[i] = this.rules[i].initial();
      int next = firstCounter[i];
      Map<Cause, Integer> own = new EnumMap<>(Cause.class);
      for (Cause cause : this.rules[i].causes()) {
        own.put(cause, ++next);
      }
      counters.add(own);
      firstCounter[i + 1] = next + 1;
    }
  }

  /** The rules in order. */
  public List<Rule<?, ?>> rules() {
    return List.of(rules);
  }

  /** Their ids in order. */
  public List<String> ids() {
    return rules().stream().map(r -> r.id()).toList();
  }

  /** Number of rules. */
  int size() {
    return rules.length;
  }

  /** Position of a rule, −1 if there is none of this id. */
  int indexOf(String id) {
    return ids().indexOf(id);
  }

  /** The rule at a position. */
  @SuppressWarnings("unchecked") // memories and limits at a position were made by the rule there
  Rule<Object, Object> at(int index) {
    return (Rule<Object, Object>) rules[index];
  }

  /** What a rule begins with, always the same object. */
  Object initial(int index) {
    return initial[index];
  }

  /** Where the counters of a rule begin: first items judged, then one per cause. */
  int firstCounter(int index) {
    return firstCounter[index];
  }

  /** Where a rule counts a cause; refuses one that is not among its {@link Rule#causes}. */
  int counter(int index, Cause cause) {
    Integer at = counters.get(index).get(cause);
    if (at == null) {
      throw new IllegalStateException(rules[index].id() + " does not name the cause " + cause);
    }
    return at;
  }

  /** Number of counters of all rules. */
  int counters() {
    return firstCounter[rules.length];
  }
}

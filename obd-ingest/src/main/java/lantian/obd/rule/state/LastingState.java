package lantian.obd.rule.state;

import java.nio.ByteBuffer;
import java.util.List;
import lantian.obd.filing.VehicleFacts;
import lantian.obd.rule.Cause;
import lantian.obd.rule.Episode;
import lantian.obd.rule.Findings;
import lantian.obd.rule.LimitsBlock;
import lantian.obd.rule.Memory;
import lantian.obd.rule.Reading;
import lantian.obd.rule.Rule;
import lantian.obd.rule.Wording;
import org.jspecify.annotations.Nullable;

/**
 * Tells of a {@link Symptom} once it has shown for long enough (持续征候): seconds that show it count
 * up, seconds that refute it count down with a weight, and what is told ends when nothing is left
 * of the hold time. So a flicker neither makes nor ends a finding, and an ordinary vehicle that
 * shows it now and then never comes near.
 *
 * <p>Time counts between two items that said something and lie no further apart than the gap.
 *
 * @param <S> the symptom's own limits
 */
public final class LastingState<S> implements Rule<LastingState.Memory, LastingState.Limits<S>> {
  private static final int STREAM = 0x02;
  private static final Memory NONE = new Memory(EngineTime.NONE, null);

  private final Symptom<S> symptom;

  public LastingState(Symptom<S> symptom) {
    this.symptom = symptom;
  }

  /** Engine, and the spell of the symptom if there is one. */
  public record Memory(EngineTime engine, @Nullable Spell spell) {}

  /**
   * Limits of a lasting state.
   *
   * @param hold when it is looked for, and the balance at which it is told
   * @param refuteWeight how many seconds one that refutes it takes back
   * @param own the symptom's own
   */
  public record Limits<S>(Hold hold, int refuteWeight, S own) {}

  @Override
  public String id() {
    return symptom.id();
  }

  @Override
  public String unit() {
    return symptom instanceof Symptom.Valued<S> valued ? valued.unit() : "min";
  }

  @Override
  public Portrait portrait() {
    return symptom.portrait();
  }

  @Override
  public List<Cause> causes() {
    return Duty.causes(symptom.hot(), symptom.causes());
  }

  @Override
  public Memory initial() {
    return NONE;
  }

  @Override
  public Limits<S> limits(LimitsBlock block) {
    return new Limits<>(
        Hold.read(block, symptom.hot()),
        block.whole("refuteWeight", "", 1, 1000),
        symptom.limits(block));
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the same instances mean that nothing changed
  public Memory step(Memory was, Reading item, Limits<S> limits, VehicleFacts facts, Findings out) {
    if (item.type() != STREAM) {
      return was;
    }
    Spell spell = was.spell;
    if (spell != null && limits.hold.over(spell.at(), item.second())) {
      spell = end(spell, out);
    }
    Duty duty = limits.hold.duty();
    EngineTime engine = was.engine.next(item, duty.engineOnRaw(), duty.runGapSeconds());
    Sight refusal = duty.refusal(item, engine, facts);
    spell =
        weigh(spell, item, refusal == null ? symptom.look(item, limits.own) : refusal, limits, out);
    return engine == was.engine && spell == was.spell ? was : new Memory(engine, spell);
  }

  private @Nullable Spell weigh(
      @Nullable Spell was, Reading item, Sight sight, Limits<S> limits, Findings out) {
    return switch (sight) {
      case Sight.Apart _ -> was;
      case Sight.Unknown(Cause cause) -> {
        out.notAssessable(cause);
        yield was;
      }
      case Sight.Refuted _ -> {
        out.assessed();
        yield was == null ? null : refuted(was, item, limits, out);
      }
      case Sight.Shown(long milli) -> {
        out.assessed();
        yield was == null ? Spell.begin(item, milli) : shown(was, item, milli, limits, out);
      }
    };
  }

  private Spell shown(Spell was, Reading item, long milli, Limits<S> limits, Findings out) {
    Spell next =
        was.shows(item, milli, limits.hold.counted(was.at(), item.second()), limits.hold.seconds());
    if (next.told() != null || next.balance() < limits.hold.seconds()) {
      return next;
    }
    long limit =
        symptom instanceof Symptom.Valued<S> valued
            ? valued.limit(limits.own)
            : limits.hold.minutes();
    Episode told = episode(next, out.ruleSet(), limit);
    out.open(told);
    return next.told(told);
  }

  private @Nullable Spell refuted(Spell was, Reading item, Limits<S> limits, Findings out) {
    Spell next =
        was.refuted(
            item.second(), limits.hold.counted(was.at(), item.second()) * limits.refuteWeight);
    return next.balance() > 0 ? next : end(next, out);
  }

  private @Nullable Spell end(Spell spell, Findings out) {
    Episode told = spell.told();
    if (told != null) {
      out.close(episode(spell, told.ruleSet(), told.limit()));
    }
    return null;
  }

  private Episode episode(Spell spell, String ruleSet, long limit) {
    return symptom instanceof Symptom.Valued<S>
        ? spell.valued(ruleSet, limit)
        : spell.timed(ruleSet, limit);
  }

  @Override
  public @Nullable Episode open(Memory memory) {
    return memory.spell == null ? null : memory.spell.told();
  }

  @Override
  public Wording wording(Episode episode, boolean closed) {
    Wording phrase = symptom.phrase(episode);
    return Phrases.span(episode, closed).with(phrase.zh(), phrase.en());
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Memory memory, ByteBuffer out) {
    memory.engine.write(out);
    Spell.write(memory.spell, out);
  }

  @Override
  public Memory read(ByteBuffer in) {
    return new Memory(EngineTime.read(in), Spell.read(in));
  }
}

package lantian.obd.rule.nox;

import java.util.List;
import lantian.obd.rule.Cause;
import lantian.obd.rule.Reading;
import lantian.obd.rule.state.Sight;
import lantian.obd.rule.state.Symptom;

/**
 * A state that shows in both NOx sensors while the SCR is at temperature (SCR前后NOx征候).
 *
 * @param <S> its own limits
 */
abstract class PairSymptom<S> implements Symptom<S> {
  @Override
  public final boolean hot() {
    return true;
  }

  @Override
  public final List<Cause> causes() {
    return NoxPair.CAUSES;
  }

  @Override
  public final Sight look(Reading item, S limits) {
    Cause lacking = NoxPair.lacking(item);
    return lacking == null ? compare(NoxPair.of(item), limits) : Sight.unknown(lacking);
  }

  /** What two readings say. */
  abstract Sight compare(NoxPair pair, S limits);
}

package lantian.desk.cases;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lantian.desk.access.Role;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table (状态变化): a move from some states of its track.
 *
 * @param move what is done
 * @param from states of the move's track in which it can be done
 * @param to the state it leads to, null if it stays where it is
 * @param when states that other tracks must be in, by track; a track that is missing may be in any
 * @param roles who may; empty if only the desk itself does it
 * @param desk whether the desk itself does it, alone or besides those of the roles
 * @param reviewers only for kinds that need so many reviewers, null for all kinds
 * @param gates what must hold beyond that
 * @param starts clocks it starts
 * @param stops clocks it stops, before any start
 * @param needs data fields that must be given
 * @param also what it does to other tracks
 * @param review whether it counts as a review of the manifest, or makes reviews lapse
 * @param clears flag that must be raised and is lowered by it, null for none
 * @param reversible true if other moves can lead the track back to where it was
 */
public record Transition(
    Move move,
    Set<String> from,
    @Nullable String to,
    Map<Track, Set<String>> when,
    Set<Role> roles,
    boolean desk,
    @Nullable Integer reviewers,
    List<Gate> gates,
    List<String> starts,
    List<String> stops,
    List<String> needs,
    List<Effect> also,
    Review review,
    @Nullable CaseFlag clears,
    boolean reversible) {
  /** Copies the collections. */
  public Transition {
    from = Collections.unmodifiableSet(new LinkedHashSet<>(from));
    when = Collections.unmodifiableMap(new LinkedHashMap<>(when));
    roles = Collections.unmodifiableSet(new LinkedHashSet<>(roles));
    gates = List.copyOf(gates);
    starts = List.copyOf(starts);
    stops = List.copyOf(stops);
    needs = List.copyOf(needs);
    also = List.copyOf(also);
  }

  /** What a move means for the reviews of a case (审核). */
  public enum Review {
    /** Nothing. */
    NONE,
    /** Whoever does it has reviewed the manifest. */
    ADDS,
    /** Earlier reviews no longer stand. */
    LAPSES
  }

  /** True if it can be done with a case that stands there, whoever does it. */
  boolean fits(CaseState state, Set<CaseFlag> flags, int reviewersOfKind) {
    return from.contains(state.of(move.track()))
        && (reviewers == null || reviewers == reviewersOfKind)
        && (clears == null || flags.contains(clears))
        && when.entrySet().stream().allMatch(e -> e.getValue().contains(state.of(e.getKey())));
  }

  /** Where a case stands after it. */
  CaseState after(CaseState state) {
    CaseState next = to == null ? state : state.with(move.track(), to);
    for (Effect effect : also) {
      if (effect.from().contains(state.of(effect.track()))) {
        next = next.with(effect.track(), effect.to());
      }
    }
    return next;
  }

  /** The flags that it raises in a case that stands there. */
  Set<CaseFlag> raises(CaseState state) {
    Set<CaseFlag> raised = EnumSet.noneOf(CaseFlag.class);
    for (Effect effect : also) {
      if (effect.raises() != null && effect.from().contains(state.of(effect.track()))) {
        raised.add(effect.raises());
      }
    }
    return raised;
  }
}

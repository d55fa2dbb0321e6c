package lantian.desk.cases;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a move does to another track (连带变化); nothing if that track is in none of the states.
 *
 * @param track whose state changes too
 * @param from in which states it does
 * @param to its state afterwards
 * @param raises flag it raises, null for none
 */
public record Effect(Track track, Set<String> from, String to, @Nullable CaseFlag raises) {
  /** Copies the set. */
  public Effect {
    from = Collections.unmodifiableSet(new LinkedHashSet<>(from));
  }
}

package lantian.deploy.bench;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to know of a bench (选项); whatever is left empty is everything.
 *
 * @param quick true to see that everything works, false for figures
 * @param sections parts to run
 * @param shapes names of shapes to run, such as {@code 50x16}
 * @param policy ECHO or PLATFORM to run only shapes answered like this, null for both
 * @param millions stored samples at which the cost with many vehicles is measured, ascending
 * @param cacheMegabytes cache of the mongod that is measured, at least 256
 */
public record Choice(
    boolean quick,
    Set<Section> sections,
    List<String> shapes,
    @Nullable String policy,
    List<Double> millions,
    int cacheMegabytes) {
  /** Takes nothing for everything. */
  public Choice {
    sections = sections.isEmpty() ? EnumSet.allOf(Section.class) : EnumSet.copyOf(sections);
    shapes = List.copyOf(shapes);
    millions = millions.stream().sorted().toList();
  }
}

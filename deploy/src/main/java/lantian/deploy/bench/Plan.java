package lantian.deploy.bench;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import lantian.deploy.console.Failure;
import org.jspecify.annotations.Nullable;

/**
 * What a bench does (测试计划).
 *
 * @param sections what is done at all
 * @param timing of each load
 * @param shapes loads that are measured on their own, the widest first mark among them
 * @param few vehicles over platform links at first
 * @param many vehicles over the same links afterwards
 * @param millions stored samples at which the cost with many vehicles is measured, ascending
 * @param held terminals that only hold a connection
 * @param memorySeconds CPU seconds per measurement in memory
 * @param rawSeconds length of the raw insert
 */
record Plan(
    Set<Section> sections,
    Timing timing,
    List<Shape> shapes,
    int few,
    int many,
    List<Double> millions,
    int held,
    double memorySeconds,
    double rawSeconds) {
  /** Connections and window of the platform links, and of the first mark. */
  static final Shape FIFTY = Shape.terminals(50, 16);

  /** The second mark. */
  static final Shape THOUSAND = Shape.terminals(1_000, 4);

  /** For figures that are to be quoted: about 50 minutes. */
  static final Plan FULL =
      new Plan(
          EnumSet.allOf(Section.class),
          Timing.FULL,
          List.of(
              Shape.terminals(1, 1),
              Shape.terminals(1, 64),
              FIFTY,
              THOUSAND,
              Shape.terminals(5_000, 1),
              Shape.platforms(1, 1, 1),
              Shape.platforms(1, 64, 1),
              Shape.platforms(50, 16, 50),
              Shape.platforms(1_000, 4, 1_000),
              Shape.platforms(5_000, 1, 5_000)),
          1_000,
          50_000,
          List.of(1.0, 20.0, 100.0),
          15_000,
          5,
          15);

  /** To see in a minute or two that everything works. */
  static final Plan SHORT =
      new Plan(
          EnumSet.allOf(Section.class),
          Timing.QUICK,
          List.of(FIFTY, THOUSAND, Shape.platforms(50, 16, 50)),
          100,
          2_000,
          List.of(0.1, 0.2),
          500,
          0.05,
          2);

  /** Event loops of the generator: one, so that the server keeps the rest of a small machine. */
  static final int THREADS = 1;

  /** The plan that somebody asked for. */
  static Plan of(Choice choice) {
    Plan whole = choice.quick() ? SHORT : FULL;
    return new Plan(
        choice.sections(),
        whole.timing,
        whole.shapes(choice.shapes(), choice.policy()),
        whole.few,
        whole.many,
        choice.millions().isEmpty() ? whole.millions : choice.millions(),
        whole.held,
        whole.memorySeconds,
        whole.rawSeconds);
  }

  /** Vehicles whose findings are awaited, half of them under load. */
  int awaited() {
    return few / 5;
  }

  /** True if this is to be done. */
  boolean does(Section section) {
    return sections.contains(section);
  }

  private List<Shape> shapes(List<String> names, @Nullable String policy) {
    List<Shape> known = names.isEmpty() ? shapes : FULL.shapes;
    for (String name : names) {
      if (known.stream().noneMatch(shape -> shape.isCalled(name))) {
        throw Failure.usage(
            "no shape " + name + "; one of " + known.stream().map(Shape::text).distinct().toList());
      }
    }
    List<Shape> kept =
        known.stream()
            .filter(shape -> names.isEmpty() || names.stream().anyMatch(shape::isCalled))
            .filter(shape -> policy == null || shape.policy().equalsIgnoreCase(policy))
            .toList();
    if (kept.isEmpty()) {
      throw Failure.usage("no shape is answered like " + policy + "; ECHO and PLATFORM are known");
    }
    return kept;
  }
}

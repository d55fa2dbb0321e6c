package lantian.deploy.bench;

import java.util.List;
import lantian.deploy.console.Failure;

/**
 * What a bench does (测试计划).
 *
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

  /** For figures that are to be quoted: about 40 minutes. */
  static final Plan FULL =
      new Plan(
          Timing.FULL,
          List.of(
              Shape.terminals(1, 1),
              Shape.terminals(1, 64),
              FIFTY,
              THOUSAND,
              Shape.terminals(5_000, 1)),
          1_000,
          50_000,
          List.of(1.0, 20.0, 100.0),
          15_000,
          5,
          15);

  /** To see in a minute or two that everything works. */
  static final Plan SHORT =
      new Plan(Timing.QUICK, List.of(FIFTY, THOUSAND), 100, 2_000, List.of(0.2, 0.5), 500, 0.3, 2);

  /** Event loops of the generator: one, so that the server keeps the rest of a small machine. */
  static final int THREADS = 1;

  /** The same with these shapes of terminals only; all of them if none is named. */
  Plan only(List<String> names) {
    List<Shape> known = FULL.shapes();
    for (String name : names) {
      if (known.stream().noneMatch(shape -> shape.isCalled(name))) {
        throw Failure.usage(
            "no shape " + name + "; one of " + known.stream().map(Shape::text).toList());
      }
    }
    List<Shape> kept =
        known.stream().filter(shape -> names.stream().anyMatch(shape::isCalled)).toList();
    return names.isEmpty()
        ? this
        : new Plan(timing, kept, few, many, millions, held, memorySeconds, rawSeconds);
  }
}

package lantian.deploy.bench.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import lantian.deploy.simulate.truck.Fault;
import lantian.deploy.simulate.world.Severity;
import lantian.deploy.simulate.world.World;
import lantian.obd.rule.Judge;
import lantian.obd.rule.RuleSets;

/**
 * The trucks of a world before the judge, on all cores (世界评判). The result does not depend on how
 * many there are.
 */
public final class Trials {
  private static final List<Severity> TURNS =
      List.of(Severity.GROSS, Severity.CLEAR, Severity.GROSS, Severity.SLIGHT);

  /** Kinds that were added when figures had been reported. */
  private static final Set<Fault.Kind> LATER =
      EnumSet.range(Fault.Kind.TERMINAL_REMOVED, Fault.Kind.CLOCK_TWELVE);

  private final World world;
  private final Judge judge;

  /** Trials of a world under the rules in force, which know no model. */
  public Trials(World world) {
    this(world, RuleSets.builtIn());
  }

  /** Trials of a world under rules. */
  public Trials(World world, RuleSets rules) {
    this.world = world;
    this.judge = new Judge(rules);
  }

  /**
   * All that came out.
   *
   * @param honest one for each honest truck
   * @param faulty one for each faulty truck
   * @param spread how the values of the honest ones are spread
   */
  public record Result(List<Outcome> honest, List<Outcome> faulty, Spread spread) {}

  /**
   * The faulty trucks: rounds of each kind in one severity, gross ones twice as often. Kinds that
   * came later stand behind all rounds of the first ones, whose trucks keep their numbers.
   *
   * @param trucks least number of those of the first kinds
   */
  public static List<World.Wrong> faulty(FaultBook book, int trucks) {
    List<FaultEntry> first =
        book.entries().stream().filter(entry -> !LATER.contains(entry.fault())).toList();
    List<FaultEntry> later =
        book.entries().stream().filter(entry -> LATER.contains(entry.fault())).toList();
    int rounds = Math.ceilDiv(trucks, first.size());
    List<World.Wrong> all = new ArrayList<>(rounds(first, rounds));
    all.addAll(rounds(later, rounds));
    return all;
  }

  private static List<World.Wrong> rounds(List<FaultEntry> entries, int rounds) {
    List<World.Wrong> all = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      Severity severity = TURNS.get(round % TURNS.size());
      for (FaultEntry entry : entries) {
        List<Double> range = entry.range(severity);
        all.add(new World.Wrong(entry.fault(), severity, range.getFirst(), range.getLast()));
      }
    }
    return all;
  }

  /**
   * Judges them.
   *
   * @param honest how many honest trucks
   * @param wrongs what is wrong with the faulty ones
   * @param progress takes the number of vehicle-days done
   */
  public Result run(int honest, List<World.Wrong> wrongs, LongConsumer progress)
      throws InterruptedException {
    Outcome[] outcomes = new Outcome[honest + wrongs.size()];
    AtomicInteger next = new AtomicInteger();
    LongAdder days = new LongAdder();
    Spread whole = new Spread();
    int cores = Runtime.getRuntime().availableProcessors();
    try (ExecutorService pool = Executors.newFixedThreadPool(cores)) {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < cores; i++) {
        workers.add(
            pool.submit(() -> {
              Spread own = new Spread();
              for (int at = next.getAndIncrement();
                  at < outcomes.length;
                  at = next.getAndIncrement()) {
                outcomes[at] = outcome(at, honest, wrongs, own);
                days.add(outcomes[at].drivenDays());
                progress.accept(days.sum());
              }
              whole.merge(own);
            }));
      }
      for (Future<?> worker : workers) {
        worker.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a trial failed", e.getCause());
    }
    List<Outcome> all = Arrays.asList(outcomes);
    return new Result(
        List.copyOf(all.subList(0, honest)), List.copyOf(all.subList(honest, all.size())), whole);
  }

  private Outcome outcome(int at, int honest, List<World.Wrong> wrongs, Spread spread) {
    return at < honest
        ? new Trial(judge, world.honest(at), spread).outcome(at)
        : new Trial(judge, world.faulty(at - honest, wrongs.get(at - honest)), null)
            .outcome(at - honest);
  }
}

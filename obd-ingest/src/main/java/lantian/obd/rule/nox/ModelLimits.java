package lantian.obd.rule.nox;

import java.util.HashMap;
import java.util.Map;
import lantian.obd.packet.Signal;
import lantian.obd.rule.Cause;
import lantian.obd.rule.LimitsBlock;
import lantian.obd.rule.Reading;
import lantian.obd.rule.state.Duty;
import lantian.obd.rule.state.Words;
import org.jspecify.annotations.Nullable;

/**
 * Limits of upstream NOx against that of the vehicle's model, and how it is measured (同型号限值).
 *
 * <p>The state of the engine is its load: fuel burnt in a revolution, in classes of equal width. It
 * needs no torque, which terminals send in two ways.
 *
 * @param duty which seconds are valid
 * @param loadMm3 width of a class of load, mm³ of fuel a revolution; below the first nothing is
 *     compared
 * @param settleSeconds how long the load must have stayed in its class before a reading counts
 * @param gapSeconds longest time between two items of such a stay
 * @param silentRaw greatest raw word of a sensor that is taken not to measure
 * @param enough when a day counts
 * @param days low days after which it is told, and good days after which it is over
 * @param windowDays calendar days in which another low day must come
 * @param models what is usual of a model, by its name
 */
public record ModelLimits(
    Duty duty,
    int loadMm3,
    int settleSeconds,
    int gapSeconds,
    long silentRaw,
    Enough enough,
    int days,
    int windowDays,
    Map<String, Model> models) {
  /** Classes of load; the last one takes all above its lower end. */
  public static final int CLASSES = 8;

  private static final int DAY = 86_400;
  private static final int LONGEST_NAME = 60;

  /** A raw word of fuel rate over one of engine speed is 20,000/3 mm³ a revolution. */
  private static final long MM3_TIMES_3 =
      Math.round(3e6 * Signal.FUEL_RATE.scale() / (60 * Signal.ENGINE_SPEED.scale()));

  /**
   * When a day counts, and when it is good.
   *
   * @param seconds items from which it counts
   * @param classSeconds items of a class from which that class counts, at most 65,535
   * @param classes classes that must count
   * @param end how far a day must lie above the least towards the usual to be good, per cent
   */
  public record Enough(int seconds, int classSeconds, int classes, int end) {}

  /**
   * Upstream NOx in one class of load, thousandths of a ppm.
   *
   * @param load the class, from 1 to {@link #CLASSES}
   * @param usual what is usual
   * @param least the least that may be
   */
  public record Norm(int load, int usual, int least) {}

  /** What is usual of a model in the classes of load. */
  public static final class Model {
    private final @Nullable Norm[] norms;

    private Model(@Nullable Norm[] norms) {
      this.norms = norms;
    }

    /** In a class from 1 to {@link #CLASSES}, null if nothing is known of it. */
    @Nullable Norm norm(int load) {
      return norms[load - 1];
    }
  }

  /** Reads them from a rule set. */
  public static ModelLimits read(LimitsBlock block) {
    return new ModelLimits(
        Duty.read(block, true),
        block.whole("loadMm3", "mm³", 10, 1000),
        block.whole("settleSeconds", "s", 0, 600),
        block.whole("gapSeconds", "s", 1, DAY),
        Words.atMost(Signal.NOX_UPSTREAM, block.number("silentPpm", "ppm", -200, 100)),
        new Enough(
            block.whole("leastSeconds", "s", 1, DAY),
            block.whole("classSeconds", "s", 1, 0xFFFF),
            block.whole("leastClasses", "", 1, CLASSES),
            block.whole("endPct", "%", 0, 100)),
        block.whole("days", "d", 1, 31),
        block.whole("windowDays", "d", 1, 31),
        models(block));
  }

  private static Map<String, Model> models(LimitsBlock block) {
    Map<String, Map<String, Double>> usual = block.each("usualPpm", "ppm", 1, 3000);
    Map<String, Map<String, Double>> least = block.each("leastPpm", "ppm", 1, 3000);
    if (!usual.keySet().equals(least.keySet())) {
      throw block.refuse("usualPpm and leastPpm must name the same models");
    }
    Map<String, Model> out = new HashMap<>();
    usual.forEach((name, ppm) -> {
      if (name.isEmpty() || name.length() > LONGEST_NAME || !name.equals(name.strip())) {
        throw block.refuse("usualPpm: no vehicle can be filed with the model \"" + name + "\"");
      }
      out.put(name, model(block, name, ppm, least.getOrDefault(name, Map.of())));
    });
    return Map.copyOf(out);
  }

  private static Model model(
      LimitsBlock block, String name, Map<String, Double> usual, Map<String, Double> least) {
    if (!usual.keySet().equals(least.keySet())) {
      throw block.refuse("usualPpm and leastPpm must have the same classes of " + name);
    }
    @Nullable Norm[] norms = new @Nullable Norm[CLASSES];
    usual.forEach((load, ppm) -> {
      if (!load.matches("[1-" + CLASSES + "]")) {
        throw block.refuse("usualPpm." + name + ": a class is a number from 1 to " + CLASSES);
      }
      Norm norm =
          new Norm(Integer.parseInt(load), milli(ppm), milli(least.getOrDefault(load, 0.0)));
      if (norm.least >= norm.usual) {
        throw block.refuse("leastPpm." + name + ": class " + load + " must lie below the usual");
      }
      norms[norm.load - 1] = norm;
    });
    return new Model(norms);
  }

  private static int milli(double ppm) {
    return (int) Math.round(ppm * 1000);
  }

  /** What is usual of a model, null if it is not filed or not listed. */
  @Nullable Model model(@Nullable String name) {
    return name == null ? null : models.get(name);
  }

  /** Why an item says nothing of NOx at a load, null if it does. */
  @Nullable Cause lacking(Reading item) {
    if (!item.usable(Signal.FUEL_RATE)) {
      return Cause.FUEL_UNKNOWN;
    }
    boolean measures =
        item.usable(Signal.NOX_UPSTREAM) && item.raw(Signal.NOX_UPSTREAM) > silentRaw;
    return measures ? null : Cause.UPSTREAM_UNKNOWN;
  }

  /** Class of load of an item that lacks nothing and whose engine is on, 0 below the first. */
  int load(Reading item) {
    long fuel = item.raw(Signal.FUEL_RATE) * MM3_TIMES_3;
    return (int) Math.min(CLASSES, fuel / (3L * item.raw(Signal.ENGINE_SPEED) * loadMm3));
  }
}

package lantian.obd.rule.state;

import java.util.List;
import java.util.stream.Stream;
import lantian.obd.filing.VehicleFacts;
import lantian.obd.packet.Signal;
import lantian.obd.rule.Cause;
import lantian.obd.rule.LimitsBlock;
import lantian.obd.rule.Reading;
import org.jspecify.annotations.Nullable;

/**
 * In which operation a rule looks at a vehicle (工况条件).
 *
 * @param stages emission stages to which the rule applies
 * @param engineOnRaw least engine speed that counts as running
 * @param warmUpSeconds time after engine start that is not judged
 * @param runGapSeconds longest silence within one engine run
 * @param heat SCR inlet temperatures at which the rule looks, null if it looks at any
 */
public record Duty(
    List<String> stages,
    long engineOnRaw,
    int warmUpSeconds,
    int runGapSeconds,
    @Nullable Heat heat) {
  private static final int DAY = 86_400;

  /** Sensors and catalyst behave otherwise above a regeneration's temperatures than below. */
  public record Heat(long leastRaw, long mostRaw) {}

  /** Reads the operation; {@code hot} asks for the temperatures too. */
  public static Duty read(LimitsBlock block, boolean hot) {
    return block.same(
        new Duty(
            List.copyOf(block.names("stages")),
            Words.atLeast(Signal.ENGINE_SPEED, block.number("engineOnRpm", "rpm", 1, 2000)),
            block.whole("warmUpSeconds", "s", 0, DAY),
            block.whole("runGapSeconds", "s", 1, DAY),
            hot ? heat(block) : null));
  }

  private static Heat heat(LimitsBlock block) {
    return new Heat(
        Words.atLeast(Signal.SCR_INLET_TEMPERATURE, block.number("inletCelsius", "°C", 0, 800)),
        Words.atMost(Signal.SCR_INLET_TEMPERATURE, block.number("inletMostCelsius", "°C", 0, 800)));
  }

  /** The causes for which {@link #refusal} may answer that nobody can say. */
  public static List<Cause> causes(boolean hot, List<Cause> others) {
    Stream<Cause> own =
        hot
            ? Stream.of(Cause.STAGE_UNKNOWN, Cause.ENGINE_UNKNOWN, Cause.TEMPERATURE_UNKNOWN)
            : Stream.of(Cause.STAGE_UNKNOWN, Cause.ENGINE_UNKNOWN);
    return Stream.concat(own, others.stream()).distinct().toList();
  }

  /** Null if the rule looks at the item; else that it lies apart, or why nobody can say. */
  public @Nullable Sight refusal(Reading item, EngineTime engine, VehicleFacts facts) {
    return item.refusal(this, engine, facts);
  }

  /** Works out {@link #refusal}; a reading that remembers the answer asks once for all rules. */
  public @Nullable Sight refuses(Reading item, EngineTime engine, VehicleFacts facts) {
    if (!item.usable(Signal.ENGINE_SPEED)) {
      return Sight.unknown(Cause.ENGINE_UNKNOWN);
    }
    if (!engine.warm(item.second(), warmUpSeconds)) {
      return Sight.APART;
    }
    String stage = facts.stage();
    if (stage == null || !applies(stage)) {
      return Sight.unknown(Cause.STAGE_UNKNOWN);
    }
    if (heat == null) {
      return null;
    }
    if (!item.usable(Signal.SCR_INLET_TEMPERATURE)) {
      return Sight.unknown(Cause.TEMPERATURE_UNKNOWN);
    }
    long inlet = item.raw(Signal.SCR_INLET_TEMPERATURE);
    return inlet >= heat.leastRaw && inlet <= heat.mostRaw ? null : Sight.APART;
  }

  /** A few short names, asked for with every item: quicker than any set. */
  private boolean applies(String stage) {
    for (int i = 0; i < stages.size(); i++) {
      if (stages.get(i).equals(stage)) {
        return true;
      }
    }
    return false;
  }
}

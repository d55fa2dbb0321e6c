package lantian.obd.rule.terminal;

import lantian.obd.packet.Signal;
import lantian.obd.rule.LimitsBlock;
import lantian.obd.rule.state.Words;

/**
 * Limits of {@link PositionShifted} (定位平移限值). Ways are raw words of the odometer.
 *
 * @param everySeconds time between two positions that are looked at
 * @param marginMetres distance that is no shift
 * @param mostKmh greatest mean speed at which an odometer counts on
 * @param stillRaw longest way during which a vehicle stood
 * @param apartRaw way from one place to the next
 * @param apartMetres least distance between two places
 * @param againRaw way after which a place is looked for again where there was one
 * @param nearMetres distance within which a position is at a place
 * @param worthRaw way that a place met again stands for
 * @param tellRaw way on which the vehicle is on its own ways, in balance, when it is told
 * @param bendMetres how far the places met lie beside a straight line
 * @param giveUpRaw way after which the vehicle is taken to be where it says
 */
public record ShiftedLimits(
    int everySeconds,
    long marginMetres,
    long mostKmh,
    long stillRaw,
    long apartRaw,
    long apartMetres,
    long againRaw,
    long nearMetres,
    long worthRaw,
    long tellRaw,
    long bendMetres,
    long giveUpRaw) {
  /** Places are told apart, and one met again is worth more than the way to it. */
  public ShiftedLimits {
    if (apartMetres <= 2 * nearMetres || worthRaw <= apartRaw) {
      throw new IllegalArgumentException("places too near to each other, or worth too little");
    }
  }

  static ShiftedLimits of(LimitsBlock block) {
    double apart = block.number("apartKm", "km", 0.1, 10_000);
    return new ShiftedLimits(
        block.whole("everySeconds", "s", 1, 3600),
        Math.round(block.number("marginKm", "km", 0.1, 1000) * 1000),
        block.whole("mostKmh", "km/h", 1, 300),
        raw(block, "stillKm", 0),
        Words.atLeast(Signal.ODOMETER, apart),
        Math.round(apart * 1000),
        raw(block, "againKm", 0),
        block.whole("nearMetres", "m", 1, 100_000),
        raw(block, "worthKm", 0.1),
        raw(block, "tellKm", 0.1),
        Math.round(block.number("bendKm", "km", 0, 1000) * 1000),
        raw(block, "giveUpKm", 0.1));
  }

  private static long raw(LimitsBlock block, String name, double least) {
    return Words.atLeast(Signal.ODOMETER, block.number(name, "km", least, 10_000));
  }

  /** True if so many places can ever be enough. */
  boolean enough(int places) {
    return places * (worthRaw - apartRaw) >= tellRaw;
  }

  /** True if the vehicle can have driven from one to the other. */
  boolean driven(MeteredFix from, MeteredFix to) {
    return from.metres(to) <= from.drivenMetres(to, marginMetres);
  }
}

package lantian.obd.rule.exhaust;

import java.nio.ByteBuffer;
import lantian.obd.packet.Signal;
import lantian.obd.rule.Reading;
import lantian.obd.rule.state.Words;

/**
 * What a filter resists over one block (DPF阻力): its pressure drop by the volume that flows through
 * it, which is air taken in times its absolute temperature. Heat and flow drop out that way.
 *
 * @param seconds time in the block
 * @param drop sum of the pressure drops, raw words
 * @param flow sum of the volume flows, see {@link #flow}
 */
record Resistance(long seconds, long drop, long flow) {
  static final Resistance NONE = new Resistance(0, 0, 0);

  /**
   * Volume flow in thousands of raw words of intake air times raw words of temperature; those of
   * temperature begin at absolute zero.
   */
  static long flow(long airRaw, long temperatureRaw) {
    return airRaw * temperatureRaw / 1000;
  }

  /** One more item that shows pressure, air and temperature. */
  Resistance with(Reading item, long counted) {
    return new Resistance(
        seconds + counted,
        drop + item.raw(Signal.DPF_DIFFERENTIAL_PRESSURE),
        flow + flow(item.raw(Signal.INTAKE_AIR), item.raw(Signal.SCR_INLET_TEMPERATURE)));
  }

  /** Its mean pressure drop at a volume flow, thousandths of a kPa; not asked of none. */
  long mean(long compared) {
    return Words.milli(Signal.DPF_DIFFERENTIAL_PRESSURE, drop) * compared / flow;
  }

  void write(ByteBuffer out) {
    out.putLong(seconds).putLong(drop).putLong(flow);
  }

  static Resistance read(ByteBuffer in) {
    return new Resistance(in.getLong(), in.getLong(), in.getLong());
  }
}

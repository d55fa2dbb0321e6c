package lantian.deploy.simulate.truck;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A fault or fraud that a modelled truck carries, the label that a finding is compared with (故障标签).
 *
 * @param kind what is wrong
 * @param fromSecond collection second from which it is wrong
 * @param untilSecond collection second at which it is repaired
 * @param magnitude how much is wrong, 0–1; 1 is all
 */
public record Fault(Kind kind, long fromSecond, long untilSecond, double magnitude) {
  /** Never repaired. */
  public static final long NEVER = Long.MAX_VALUE;

  /** What can be wrong; the sentence says what the magnitude measures. */
  public enum Kind {
    /** Share of the needed reagent that is no longer dosed (SCR失效). */
    SCR_DISABLED,
    /** Share of its activity that the catalyst lost (催化器老化). */
    CATALYST_AGED,
    /** Share of the catalyst that was taken out (催化器拆除); dosing goes on. */
    CATALYST_REMOVED,
    /**
     * Share of the reagent that is not dosed while an emulator reports the NOx of a healthy
     * catalyst; at 1 the level never falls (反应剂不消耗).
     */
    REAGENT_UNUSED,
    /** Share of the malfunction: the lamp stays on (故障灯常亮). */
    MIL_ON,
    /** The same as {@link #REAGENT_UNUSED}, for trucks that go on dosing a little (反应剂消耗过低). */
    REAGENT_LOW_USE,
    /** Share of water in the reagent (反应剂掺水). */
    REAGENT_DILUTED,
    /** How far an emulated level leaps up while the truck drives: 1 is 40 % (液位行驶中上升). */
    REAGENT_RISING,
    /** How firmly the downstream NOx reading stands still (下游NOx停滞). */
    NOX_FROZEN,
    /** How coarse the steps of an emulated downstream NOx are (下游NOx量化). */
    NOX_QUANTISED,
    /** Share of time for which downstream NOx is not available (下游NOx无效). */
    NOX_ABSENT,
    /** Share of time for which downstream NOx says 0 or −200 ppm (下游NOx恒零). */
    NOX_ZERO,
    /** How closely the downstream reading copies the upstream one (上下游NOx相同). */
    NOX_EQUAL,
    /** How far the two NOx sensors are swapped (上下游NOx对调). */
    NOX_SWAPPED,
    /** How far the downstream reading is replaced by noise that knows no engine (下游NOx无关). */
    NOX_UNRELATED,
    /** How firmly the SCR inlet temperature stands still (SCR入口温度停滞). */
    INLET_FROZEN,
    /** How far the SCR inlet temperature is replaced by a wander (SCR入口温度无关). */
    INLET_UNRELATED,
    /** How firmly the coolant temperature stands still (冷却液温度停滞). */
    COOLANT_FROZEN,
    /** Share of the filter's core that was taken out (DPF拆芯). */
    FILTER_REMOVED,
    /** How far the filter is clogged by ash (DPF堵塞). */
    FILTER_BLOCKED,
    /** Share of its active regenerations that never happen (DPF不再生). */
    FILTER_NOT_REGENERATED,
    /** Share of OBD blocks with trouble codes and a dark lamp (有码无灯). */
    MIL_DARK,
    /** How often the readiness is reset: 1 is after every four hours of driving (就绪状态反复清除). */
    READINESS_RESET,
    /** Share of the growth that the in-use counters lost (IUPR停滞). */
    IUPR_FROZEN,
    /** Another calibration id than before (标定号改变). */
    CALIBRATION_CHANGED,
    /** Another calibration verification number than before (标定校验码改变). */
    VERIFICATION_CHANGED,
    /** The engine controller names another vehicle (ECU车架号不符). */
    VIN_OTHER,
    /** Share of the driving that is old data sent again (数据重放). */
    DATA_REPLAYED,
    /** How often the position leaps away and back: 1 is every quarter of an hour (定位跳变). */
    POSITION_JUMPS,
    /** How firmly the position stands still while the truck drives (定位停滞). */
    POSITION_FIXED,
    /** How far away the truck says it is: 1 is some 900 km (定位伪造). */
    POSITION_ELSEWHERE,
    /** How far the odometer is turned back: 1 is 50,000 km (里程回拨). */
    ODOMETER_BACK,
    /** Share of the distance that the odometer no longer counts (里程少计). */
    ODOMETER_SLOW,
    /** Share of the driving for which the terminal is cut off (行驶中断报). */
    SILENT,
    /**
     * Share of the time in which another terminal sends under the same VIN (同一VIN多台终端); only in a
     * labelled world, a truck of a simulated fleet has one link.
     */
    TERMINALS_SEVERAL,
    /**
     * Share of the driving for which the terminal is taken off, after it has said so (行驶中拆除终端);
     * only in a labelled world, as the next two.
     */
    TERMINAL_REMOVED,
    /** Share of the starts after which the terminal's clock can't be right (终端时钟错误). */
    CLOCK_WRONG,
    /** The terminal writes hours of the 12-hour clock (12小时制). */
    CLOCK_TWELVE;

    /** Reads {@code scr-disabled} and the like; throws {@link IllegalArgumentException}. */
    public static Kind of(String text) {
      return valueOf(text.strip().toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** True if only a labelled world has it: it is about terminals, not about what they measure. */
    public boolean ofTerminals() {
      return compareTo(TERMINALS_SEVERAL) >= 0;
    }

    /** As it is typed: {@code scr-disabled}. */
    public String typed() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Those that a simulated fleet can have as they are typed, in order. */
    public static String listed() {
      return Arrays.stream(values())
          .filter(kind -> !kind.ofTerminals())
          .map(Kind::typed)
          .collect(Collectors.joining(", "));
    }
  }

  /** Checks magnitude and times. */
  public Fault {
    if (!(magnitude > 0 && magnitude <= 1)) {
      throw new IllegalArgumentException("a fault has a magnitude above 0 and up to 1");
    }
    if (untilSecond <= fromSecond) {
      throw new IllegalArgumentException("a fault is repaired after it began");
    }
  }

  /** A fault that is never repaired. */
  public Fault(Kind kind, long fromSecond, double magnitude) {
    this(kind, fromSecond, NEVER, magnitude);
  }

  /** How much is wrong at a second, 0 if nothing. */
  double at(long second) {
    return second >= fromSecond && second < untilSecond ? magnitude : 0;
  }
}

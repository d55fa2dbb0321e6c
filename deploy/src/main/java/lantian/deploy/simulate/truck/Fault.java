package lantian.deploy.simulate.truck;

import java.util.Locale;

/**
 * A fault that a modelled truck carries, the label that a finding is compared with (故障标签).
 *
 * @param kind what is wrong
 * @param fromSecond collection second from which it is wrong
 * @param magnitude how much is wrong, 0–1; 1 is all
 */
public record Fault(Kind kind, long fromSecond, double magnitude) {
  /** What can be wrong. */
  public enum Kind {
    /** Reagent is no longer dosed: NOx goes through the catalyst (SCR失效). */
    SCR_DISABLED,
    /** The catalyst converts less than it should (催化器老化). */
    CATALYST_AGED,
    /**
     * Nothing is dosed while an emulator reports the NOx of a healthy catalyst and a level that
     * never falls (反应剂不消耗).
     */
    REAGENT_UNUSED,
    /** The malfunction indicator lamp stays on (故障灯常亮). */
    MIL_ON;

    /** Reads {@code scr-disabled} and the like; throws {@link IllegalArgumentException}. */
    public static Kind of(String text) {
      return valueOf(text.strip().toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }

  /** Checks the magnitude. */
  public Fault {
    if (!(magnitude > 0 && magnitude <= 1)) {
      throw new IllegalArgumentException("a fault has a magnitude above 0 and up to 1");
    }
  }

  /** How much of this kind is wrong at a second, 0 if nothing. */
  double share(Kind asked, long second) {
    return kind == asked && second >= fromSecond ? magnitude : 0;
  }
}

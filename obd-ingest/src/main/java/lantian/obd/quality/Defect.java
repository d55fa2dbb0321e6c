package lantian.obd.quality;

/** What a plausibility rule objects to (合理性规则). See spec clause 10. */
public enum Defect {
  MOVING_WITHOUT_ENGINE(0, DefectClass.OUTLIER, "转速为零仍行驶"),
  SPEED_STEP(1, DefectClass.MUTATION, "车速突变"),
  FUEL_WITHOUT_ENGINE(2, DefectClass.OUTLIER, "低转速有油耗"),
  ODOMETER_BACKWARDS(3, DefectClass.MUTATION, "里程倒退"),
  ODOMETER_BEYOND_SPEED(4, DefectClass.MUTATION, "里程超出车速积分"),
  POSITION_JUMP(5, DefectClass.MUTATION, "位置跳变"),
  SCR_TEMPERATURES_EQUAL(6, DefectClass.OUTLIER, "SCR 进出口温度相同"),
  NOX_ABOVE_UPSTREAM(7, DefectClass.OUTLIER, "下游 NOx 高于上游"),
  REAGENT_RISES_MOVING(8, DefectClass.MUTATION, "行驶中反应剂上升"),
  COOLANT_CONSTANT(9, DefectClass.OUTLIER, "冷却液温度不变"),
  REPLAYED(10, DefectClass.OUTLIER, "行驶中数据重复");

  private final int number;
  private final DefectClass of;
  private final String zh;

  Defect(int number, DefectClass of, String zh) {
    this.number = number;
    this.of = of;
    this.zh = zh;
  }

  /** The class it belongs to. */
  public DefectClass of() {
    return of;
  }

  /** The Chinese name. */
  public String zh() {
    return zh;
  }

  /** Its bit in a sample's marks. */
  int bit() {
    return 1 << number;
  }

  /** The bits of a class. */
  static int bits(DefectClass of) {
    int bits = 0;
    for (Defect defect : values()) {
      bits |= defect.of == of ? defect.bit() : 0;
    }
    return bits;
  }
}

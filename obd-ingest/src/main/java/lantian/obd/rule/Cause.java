package lantian.obd.rule;

/** Why a rule could not judge an item (无法判定原因). */
public enum Cause {
  /** Emission stage not filed, or the rule set has no limit for it. */
  STAGE_UNKNOWN("排放阶段未备案或限值中未列出"),
  /** Engine speed is missing, so that nobody knows whether the engine ran. */
  ENGINE_UNKNOWN("发动机转速缺失"),
  /** Neither SCR inlet nor an allowed stand-in gives a temperature. */
  TEMPERATURE_UNKNOWN("SCR温度缺失"),
  /** Downstream NOx is invalid or out of range. */
  NOX_UNKNOWN("SCR下游NOx无效"),
  /** Downstream NOx stands at its greatest valid raw word. */
  NOX_SATURATED("SCR下游NOx饱和"),
  /** Upstream NOx is invalid, out of range or saturated. */
  UPSTREAM_UNKNOWN("SCR上游NOx无效或饱和"),
  /** Intake air is missing or saturated. */
  FLOW_UNKNOWN("进气量缺失"),
  /** Differential pressure of the particulate filter is missing or saturated. */
  PRESSURE_UNKNOWN("DPF压差缺失"),
  /** Coolant temperature is missing. */
  COOLANT_UNKNOWN("冷却液温度缺失"),
  /**
   * Reagent level is missing, or so low that an unfitted sensor can't be told from an empty tank.
   */
  LEVEL_UNKNOWN("反应剂余量缺失或过低"),
  /** Odometer is missing or saturated. */
  DISTANCE_UNKNOWN("累计里程缺失"),
  /** Fuel rate is missing or saturated. */
  FUEL_UNKNOWN("燃料流量缺失"),
  /** No OBD block has said yet whether the lamp is on. */
  LAMP_UNKNOWN("故障灯状态未知"),
  /** Reference torque, rated power or WHTC work not filed. */
  RATING_UNKNOWN("参考扭矩、额定功率或WHTC循环功未备案"),
  /** Vehicle model not filed, or the rule set has no limits for it. */
  MODEL_UNKNOWN("车辆型号未备案或限值中未列出"),
  /** Net torque is missing or can't be. */
  TORQUE_UNKNOWN("发动机净输出扭矩缺失"),
  /** VIN of the controller or of the packets is not well formed or fails its check digit. */
  VIN_UNKNOWN("车载VIN或报文VIN不完整或检验位不符"),
  /** Readiness words are filled up or contradict each other. */
  READINESS_UNKNOWN("诊断就绪状态无效"),
  /** IUPR words are no counters, or the ignition counter stands still itself. */
  RATIO_UNKNOWN("IUPR计数无效"),
  /** A lamp that is on, or trouble codes, let a controller pause its counters rightly. */
  RATIO_PAUSED("故障灯亮或有故障码，IUPR计数可能暂停"),
  /** Calibration id or verification number is blank or filled up. */
  CALIBRATION_UNKNOWN("标定识别码或验证码缺失"),
  /** Vehicle speed is missing or saturated. */
  SPEED_UNKNOWN("车速缺失"),
  /** There is no position that its sender calls valid. */
  POSITION_UNKNOWN("定位无效或缺失"),
  /** Nobody can say from which terminal's card the item came, or several sent it. */
  SENDER_UNKNOWN("来源终端的ICCID未知或不止一个"),
  /**
   * Neither odometer nor position tells whether the vehicle moved while its terminal was removed.
   */
  MOVEMENT_UNKNOWN("拆除报警前后的里程和定位未知");

  private final String zh;

  Cause(String zh) {
    this.zh = zh;
  }

  /** The Chinese wording. */
  public String zh() {
    return zh;
  }
}

package lantian.obd.quality;

/** What is told of a vehicle-day's data (数据质量指标). See spec clause 10. */
public enum Indicator {
  /**
   * Days with a packet that could be decoded ÷ days. Of the fleet: ÷ days of networked vehicles.
   */
  ONLINE("DQ-ONLINE-1", "上线率", "online", "有有效报文的车辆日 ÷ 已联网车辆日"),
  /** Engine-on seconds received in time ÷ engine-on seconds. */
  TRANSMISSION("DQ-TRANSMISSION-1", "传输率", "transmission", "按期收到的发动机运行秒数（含补发）÷ 应传秒数"),
  /** Missing flow numbers ÷ span of flow numbers; less is better. */
  LOSS("DQ-LOSS-1", "丢包率", "packet loss", "缺失流水号 ÷ 流水号跨度"),
  /** Usable key fields ÷ key fields received. */
  VALIDITY("DQ-VALIDITY-1", "有效率", "validity", "可用关键字段 ÷ 收到的关键字段（NOx 预热期不计）"),
  /** Samples that no plausibility rule objects to ÷ samples. */
  ACCURACY("DQ-ACCURACY-1", "准确率", "accuracy", "通过合理性规则的样本 ÷ 样本"),
  /** Samples received in time ÷ samples received. */
  TIMELINESS("DQ-TIMELINESS-1", "及时率", "timeliness", "时限内收到的样本 ÷ 收到的样本"),
  /** Driving days with an OBD block ÷ driving days. */
  OBD_DAILY("DQ-OBD-1", "OBD日报率", "OBD daily", "有 OBD 信息的行驶日 ÷ 行驶日"),
  /** Engine-on seconds that a reissue brought in time ÷ those that did not come live. */
  REISSUE("DQ-REISSUE-1", "补发完整率", "reissue completeness", "补发到的秒数 ÷ 未实时收到的秒数");

  private final String formula;
  private final String zh;
  private final String en;
  private final String meaning;

  Indicator(String formula, String zh, String en, String meaning) {
    this.formula = formula;
    this.zh = zh;
    this.en = en;
    this.meaning = meaning;
  }

  /** Id of the formula; another formula gets another id. */
  public String formula() {
    return formula;
  }

  /** The Chinese name. */
  public String zh() {
    return zh;
  }

  /** The English name. */
  public String en() {
    return en;
  }

  /** The formula in Chinese words. */
  public String meaning() {
    return meaning;
  }
}

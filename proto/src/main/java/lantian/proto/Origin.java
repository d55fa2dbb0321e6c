package lantian.proto;

/** Where a record's content comes from (数据来源性质). Only {@link #MEASURED} is the city's own data. */
public enum Origin {
  /** Sent by a terminal in operation. */
  MEASURED("实测"),
  /** A real recording, replayed with its own times. */
  RECORDED("录制回放"),
  /** A real recording, its times shifted by a stated constant. */
  SHIFTED("时移回放"),
  /** Computed by a model. */
  MODELLED("模型生成"),
  /** Parts of several recordings joined. */
  SPLICED("拼接");

  private final String zh;

  Origin(String zh) {
    this.zh = zh;
  }

  /** The Chinese word. */
  public String zh() {
    return zh;
  }
}

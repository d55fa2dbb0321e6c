package lantian.obd.quality;

/** Top-level code of a defect (缺陷大类), as in the SAE study that spec clause 10 names. */
public enum DefectClass {
  /** Engine-on seconds that did not come. */
  LOST("丢失"),
  /** Key fields that came without a usable value. */
  INVALID("无效"),
  /** Samples with a value that can't be true beside the others. */
  OUTLIER("离群"),
  /** Samples with a value that can't follow the one before. */
  MUTATION("突变");

  private final String zh;

  DefectClass(String zh) {
    this.zh = zh;
  }

  /** The Chinese name. */
  public String zh() {
    return zh;
  }
}

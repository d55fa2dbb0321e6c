package lantian.desk.audit;

/** How it ended (结果). */
public enum Outcome {
  DONE("成功"),
  REFUSED("拒绝"),
  FAILED("失败");

  private final String zh;

  Outcome(String zh) {
    this.zh = zh;
  }

  /** The Chinese word. */
  public String zh() {
    return zh;
  }
}

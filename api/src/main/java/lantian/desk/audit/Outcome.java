package lantian.desk.audit;

/** How it ended (结果). */
public enum Outcome {
  /** About to be done; a record that follows says how it ended. Without one nobody knows. */
  BEGUN("开始"),
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

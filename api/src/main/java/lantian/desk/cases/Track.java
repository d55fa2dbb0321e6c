package lantian.desk.cases;

import java.util.Locale;

/** One of the four sides of a case, each with a state of its own (轨道). */
public enum Track {
  MAIN("案件", "Case"),
  PENALTY("处罚", "Penalty"),
  REPAIR("维修", "Repair"),
  APPEAL("申诉", "Appeal");

  private final String zh;
  private final String en;

  Track(String zh, String en) {
    this.zh = zh;
    this.en = en;
  }

  /** The word of the table file and of interfaces. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The Chinese word. */
  public String zh() {
    return zh;
  }

  /** The English word. */
  public String en() {
    return en;
  }
}

package lantian.desk.cases;

/** Something about a case that a person has to see to (标记). Names are stored. */
public enum CaseFlag {
  /** A finding of the manifest was withdrawn after a person had confirmed it. */
  CONTRADICTED("线索已被推翻，待人工决定", "A finding was refuted; a person has to decide"),
  /** A penalty that was paid has been cancelled and is to be given back. */
  REVERSAL_DUE("已缴罚款待退还", "A paid fine is to be given back");

  private final String zh;
  private final String en;

  CaseFlag(String zh, String en) {
    this.zh = zh;
    this.en = en;
  }

  /** The Chinese words. */
  public String zh() {
    return zh;
  }

  /** The English words. */
  public String en() {
    return en;
  }
}

package lantian.desk.rules;

/** Why a rule set is not put where it was asked to be (规则集办理失败原因). */
public enum RuleSetFault {
  ID_TAKEN("规则集编号已用过，编号不可重复使用", "this id has been used, and an id is never used again"),
  DAY_TAKEN("该业务已有同日起施行的规则集", "another active set of this room begins on the same day"),
  BEGUN("施行日期须晚于今日；已施行的规则集不可启用或撤回", "its first day must lie after today"),
  SAME_PERSON("提交人不得启用自己提交的规则集", "whoever proposed it may not activate it"),
  OTHER_CONTENT("内容与所确认的不一致，请重新核对", "it does not say what was confirmed; look at it again"),
  DECIDED("该规则集已有结论", "it has been decided on already");

  private final String zh;
  private final String en;

  RuleSetFault(String zh, String en) {
    this.zh = zh;
    this.en = en;
  }

  /** What is wrong, Chinese. */
  public String zh() {
    return zh;
  }

  /** What is wrong, English. */
  public String en() {
    return en;
  }
}

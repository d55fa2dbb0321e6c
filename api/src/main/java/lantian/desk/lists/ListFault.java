package lantian.desk.lists;

/** Why a list, or a line of a file of results, is not taken (清单办理错误). Codes are stable. */
public enum ListFault {
  EMPTY("清单没有任何行", "the list has no rows"),
  TOO_LONG("清单行数超过上限，请分批", "the list has too many rows; issue several"),
  TWICE("同一案件在清单中出现两次", "a case stands in the list twice"),
  NO_CASE("没有此案件", "there is no such case"),
  NOT_READY("案件尚未移送，或没有待办维修，不能列入清单", "the case is not referred, or has no open repair"),
  PLATE_DIFFERS(
      "复核更正的号牌与违法时备案的不符，不能列入清单：请先更正备案登记，或撤回更正、撤销案件",
      "the corrected plate is not the one filed then: correct the register, take the correction"
          + " back, or revoke the case first"),
  LISTED("案件已在另一清单中且未被退回", "the case stands on another list, which did not return it"),
  RECEIVED_BY_OTHER("清单已由他人签收", "somebody else has taken receipt of it"),
  HASH("所签清单与本单校验值不符，请重新下载", "the hash is not this list's; fetch it again"),
  NOT_RECEIVED("请先签收清单", "take receipt of the list first"),
  NO_KEY("该行未写明案件编号、行号或号牌", "the line names no case, row number or plate"),
  UNKNOWN_CASE("清单中没有此案件编号", "no row of the list has this case"),
  UNKNOWN_ROW("清单中没有此行号", "the list has no row of this number"),
  UNKNOWN_PLATE("清单中没有此号牌", "no row of the list has this plate"),
  AMBIGUOUS("此号牌在清单中有多行，请写明行号", "several rows have this plate; give the row number"),
  DISAGREE("案件编号、行号与号牌不是同一行", "case, row number and plate are not of one row"),
  UNKNOWN_RESULT("办理结果不在允许范围内", "the result is none that this list takes"),
  NO_REASON("不予处罚或退回须写明原因", "an exemption or a return must say why"),
  NO_CODE(
      "已处罚须写明违法代码（code）和决定书编号（reference），该行缺违法代码，请补填后重报该行",
      "a penalty must give code and reference; this row lacks the code: fill it in and send the row again"),
  NO_REFERENCE(
      "该行缺文书编号（reference）：已处罚填决定书编号，已维修填工单号，报废或转出填证明文件编号，请补填后重报该行",
      "this row lacks the reference, the number of the decision, repair order or document: "
          + "fill it in and send the row again"),
  NO_WORKSHOP(
      "已维修须写明维修单位（workshop）、工单号（reference）和竣工日期（day），该行缺维修单位，请补填后重报该行",
      "a repair must give workshop, reference and day; this row lacks the workshop: "
          + "fill it in and send the row again"),
  NO_DAY(
      "已维修须写明维修单位（workshop）、工单号（reference）和竣工日期（day），该行缺竣工日期，请补填后重报该行",
      "a repair must give workshop, reference and day; this row lacks the day: "
          + "fill it in and send the row again"),
  BAD_DAY("日期不是有效日期或在将来", "the day is none, or lies ahead"),
  TWICE_IN_FILE("同一行在本次结果中出现两次", "the same row is answered twice in this file"),
  ANSWERED_OTHERWISE("该行已有不同的办理结果", "the row has been answered otherwise before");

  private final String zh;
  private final String en;

  ListFault(String zh, String en) {
    this.zh = zh;
    this.en = en;
  }

  /** What is wrong and how to mend it, Chinese. */
  public String zh() {
    return zh;
  }

  /** The same in English. */
  public String en() {
    return en;
  }
}

package lantian.desk.register;

import lantian.desk.fault.FieldError;

/** Why a cell or row can't be filed (行错误). Names are codes that programs may rely on. */
enum RowFault {
  MISSING("不能为空", "must not be empty"),
  VIN_LENGTH("车架号应为17位", "a VIN has 17 characters"),
  VIN_CHARACTERS("车架号只能含数字和大写字母，且不含I、O、Q", "a VIN has digits and capitals, without I, O and Q"),
  PLATE("号牌号码应为1至12个字符，不含空格", "a plate has 1 to 12 characters and no blanks"),
  COLOUR("号牌颜色应为蓝、黄、绿、黄绿、黑、白之一", "one of BLUE, YELLOW, GREEN, YELLOW_GREEN, BLACK, WHITE"),
  COLOUR_CODE("该来源没有此颜色代码", "this source has no colour of that number"),
  CODE("该来源的代码表中没有此代码", "this source has no such code"),
  CODED_WORD(
      "单独的代码没有含义：请填写文字，或在代码来源列写明来源",
      "a code alone means nothing: write the word, or name its source"),
  CLASS("号牌种类应为两位数字代码", "a class of plates has two digits"),
  PLATE_PAIR("号牌号码和颜色须同时填写", "plate number and colour go together"),
  ICCID("ICCID应为8至20位数字或字母", "an ICCID has 8 to 20 digits or letters"),
  HEX("应为十六进制，长度不符", "hex digits of the right length are needed"),
  WORD("取值不在允许范围内", "not one of the allowed words"),
  NUMBER("应为大于零的数字", "a number above zero is needed"),
  TEXT("过长或含控制字符", "too long, or contains control characters"),
  TIME("时间应为 2026-01-31 或 2026-01-31T08:00:00+08:00", "2026-01-31 or 2026-01-31T08:00:00+08:00"),
  DAY(
      "应为日期 2026-01-31，或年月 2026-01（指当月最后一天）",
      "2026-01-31, or 2026-01 for the last day of the month"),
  ENDS_BEFORE("失效时间须晚于生效时间", "the end must be after the beginning"),
  OVERLAPS("失效时间晚于下一条备案的生效时间", "the end lies behind the beginning of a later entry"),
  CELLS("该行列数与表头不符", "the row has another number of cells than the header");

  private final String zh;
  private final String en;

  RowFault(String zh, String en) {
    this.zh = zh;
    this.en = en;
  }

  FieldError at(Column column, int row) {
    return at(column, row, "", "");
  }

  /** With more words behind. */
  FieldError at(Column column, int row, String moreZh, String moreEn) {
    return new FieldError(
        column.field(), row, name(), column.zh() + "：" + zh + moreZh, en + moreEn);
  }

  FieldError at(int row) {
    return new FieldError("", row, name(), zh, en);
  }
}

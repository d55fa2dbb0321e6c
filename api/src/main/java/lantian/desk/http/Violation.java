package lantian.desk.http;

import io.vertx.json.schema.OutputUnit;
import java.util.ArrayList;
import java.util.List;
import lantian.desk.fault.FieldError;

/** How a value can break its schema, in words for people (校验错误). Never repeats the value. */
enum Violation {
  MISSING("required", "缺少必填项", "is required"),
  UNKNOWN("additionalProperties", "不认识的字段", "is not known here"),
  TYPE("type", "类型不对", "has the wrong type"),
  ENUM("enum", "不在允许的取值内", "is not one of the allowed values"),
  PATTERN("pattern", "格式不对", "does not have the required form"),
  TOO_LONG("maxLength", "过长", "is too long"),
  TOO_SHORT("minLength", "过短", "is too short"),
  TOO_GREAT("maximum", "超过最大值", "is above the maximum"),
  TOO_SMALL("minimum", "低于最小值", "is below the minimum"),
  TOO_MANY("maxItems", "项数过多", "has too many items"),
  TOO_FEW("minItems", "项数过少", "has too few items"),
  EMPTY("minProperties", "至少要有一项", "needs at least one field"),
  FORMAT("format", "格式不对", "does not have the required form"),
  REPEATED("", "重复", "is given more than once"),
  OTHER("", "不符合要求", "is not valid");

  private final String keyword;
  private final String zh;
  private final String en;

  Violation(String keyword, String zh, String en) {
    this.keyword = keyword;
    this.zh = zh;
    this.en = en;
  }

  FieldError at(String field) {
    return FieldError.of(field, name(), zh, field + " " + en);
  }

  /** What a check found, innermost first; empty if the value was good. */
  static List<FieldError> of(String field, OutputUnit checked) {
    if (Boolean.TRUE.equals(checked.getValid())) {
      return List.of();
    }
    List<FieldError> found = new ArrayList<>();
    if (checked.getErrors() != null) {
      for (OutputUnit error : checked.getErrors()) {
        Violation violation = byKeyword(error.getKeywordLocation());
        FieldError told = violation.at(field(field, error));
        if (violation != OTHER && !found.contains(told)) {
          found.add(told);
        }
      }
    }
    return found.isEmpty() ? List.of(OTHER.at(field)) : found;
  }

  private static String field(String field, OutputUnit error) {
    String at = error.getInstanceLocation();
    String pointer = at == null ? "" : at.replaceFirst("^#/?", "").replace('/', '.');
    if (pointer.length() > 80) {
      pointer = pointer.substring(0, 80);
    }
    return field.isEmpty() ? pointer : field;
  }

  private static Violation byKeyword(String location) {
    String last = location == null ? "" : location.substring(location.lastIndexOf('/') + 1);
    for (Violation violation : values()) {
      if (!violation.keyword.isEmpty() && violation.keyword.equals(last)) {
        return violation;
      }
    }
    return OTHER;
  }
}

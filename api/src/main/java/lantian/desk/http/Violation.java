package lantian.desk.http;

import io.vertx.json.schema.OutputUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lantian.desk.fault.FieldError;
import org.jspecify.annotations.Nullable;

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

  private static final int LONGEST = 80;
  private static final Pattern NAMED = Pattern.compile("required property \"([^\"]+)\"");

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
        FieldError told = told(violation, field, error);
        if (violation != OTHER && !found.contains(told)) {
          found.add(told);
        }
      }
    }
    return found.isEmpty() ? List.of(OTHER.at(field)) : found;
  }

  /** In a body: where, as a name and as a pointer. A parameter has its name only. */
  private static FieldError told(Violation violation, String field, OutputUnit error) {
    if (!field.isEmpty()) {
      return violation.at(field);
    }
    String at = error.getInstanceLocation();
    String pointer = at == null ? "" : at.replaceFirst("^#", "");
    if (violation == MISSING) {
      pointer += missing(error.getError());
    }
    String name = pointer.replaceFirst("^/", "").replace('/', '.');
    return name.length() > LONGEST
        ? violation.at(name.substring(0, LONGEST)).at("")
        : violation.at(name).at(pointer);
  }

  /** What is missing; the check says at what it misses it. */
  private static String missing(@Nullable String words) {
    Matcher named = NAMED.matcher(words == null ? "" : words);
    return named.find() ? "/" + named.group(1).replace("~", "~0").replace("/", "~1") : "";
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

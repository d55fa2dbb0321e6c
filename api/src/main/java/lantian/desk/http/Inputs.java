package lantian.desk.http;

import io.vertx.core.json.JsonArray;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import org.jspecify.annotations.Nullable;

/** The parameters of a call, checked and typed (请求参数). */
public final class Inputs {
  private final Map<String, Object> values;

  Inputs(Map<String, Object> values) {
    this.values = Map.copyOf(values);
  }

  /** Parameters that were checked before: what {@link #values} gave. */
  public static Inputs of(Map<String, ?> checked) {
    return new Inputs(Map.copyOf(checked));
  }

  /** All of them as texts, numbers and booleans, to be kept. */
  public Map<String, Object> values() {
    return values;
  }

  /** Text, null if the parameter was not given. */
  public @Nullable String text(String name) {
    return (String) values.get(name);
  }

  /** Text of a parameter that the contract requires. */
  public String needed(String name) {
    String text = text(name);
    if (text == null) {
      throw new IllegalStateException(name + " is not a required parameter");
    }
    return text;
  }

  /** True or false, null if the parameter was not given. */
  public @Nullable Boolean flag(String name) {
    return (Boolean) values.get(name);
  }

  /** A whole number, or {@code absent}. */
  public int number(String name, int absent) {
    Long value = (Long) values.get(name);
    return value == null ? absent : Math.toIntExact(value);
  }

  /** Words of a list, empty if the parameter was not given. */
  public List<String> words(String name) {
    JsonArray words = (JsonArray) values.get(name);
    return words == null ? List.of() : words.stream().map(Object::toString).toList();
  }

  /**
   * A moment, null if the parameter was not given.
   *
   * @throws Refusal if it looks like one and is none, such as 30 February
   */
  public @Nullable Instant moment(String name) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new Refusal(
          Fault.INVALID,
          List.of(FieldError.of(name, "FORMAT", "不是有效的时间", "no such moment exists")));
    }
  }
}

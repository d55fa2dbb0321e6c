package lantian.desk.http;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import org.jspecify.annotations.Nullable;

/** Takes the parameters of a request as the contract has them: no unknown, none twice. */
final class InputReading {
  /** Names the state that a change is meant for; without it nobody may change (RFC 6585). */
  private static final String IF_MATCH = "If-Match";

  private final Endpoint endpoint;
  private final List<FieldError> errors = new ArrayList<>();

  private InputReading(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  /** All of them; throws a {@link Refusal} that names everything that is wrong. */
  static Inputs read(
      Endpoint endpoint, Map<String, String> path, MultiMap query, MultiMap headers) {
    return new InputReading(endpoint).read(path, query, headers);
  }

  private Inputs read(Map<String, String> path, MultiMap query, MultiMap headers) {
    Map<String, Object> values = new HashMap<>();
    refuseUnknown(query);
    for (Endpoint.Input input : endpoint.inputs()) {
      String text =
          switch (input.place()) {
            case PATH -> path.get(input.name());
            case QUERY -> once(input, query);
            case HEADER -> once(input, headers);
          };
      if (text == null) {
        if (input.required() && input.name().equals(IF_MATCH)) {
          throw new Refusal(Fault.UNCONDITIONAL, List.of(Violation.MISSING.at(IF_MATCH)));
        }
        if (input.required()) {
          errors.add(Violation.MISSING.at(input.name()));
        }
        continue;
      }
      Object value = typed(input, text);
      if (value == null) {
        errors.add(Violation.TYPE.at(input.name()));
      } else {
        errors.addAll(Violation.of(input.name(), input.check().validate(value)));
        values.put(input.name(), value);
      }
    }
    if (!errors.isEmpty()) {
      throw new Refusal(
          errors.stream().anyMatch(this::names) ? Fault.NOT_FOUND : Fault.INVALID, errors);
    }
    return new Inputs(values);
  }

  /** An id in the path that no id can look like names nothing. */
  private boolean names(FieldError error) {
    return endpoint.inputs().stream()
        .anyMatch(
            input -> input.place() == Endpoint.Place.PATH && input.name().equals(error.field()));
  }

  private void refuseUnknown(MultiMap query) {
    for (String name : query.names()) {
      boolean known =
          endpoint.inputs().stream()
              .anyMatch(i -> i.place() == Endpoint.Place.QUERY && i.name().equals(name));
      if (!known) {
        errors.add(Violation.UNKNOWN.at(name.length() > 40 ? name.substring(0, 40) : name));
      }
    }
  }

  private @Nullable String once(Endpoint.Input input, MultiMap given) {
    List<String> all = given.getAll(input.name());
    if (all.size() > 1) {
      errors.add(Violation.REPEATED.at(input.name()));
    }
    return all.isEmpty() ? null : all.getFirst();
  }

  private static @Nullable Object typed(Endpoint.Input input, String text) {
    return switch (input.type()) {
      case "string" -> text;
      case "integer" -> text.matches("-?[0-9]{1,15}") ? Long.valueOf(text) : null;
      case "boolean" -> text.matches("true|false") ? Boolean.valueOf(text) : null;
      case "array" -> new JsonArray(List.of(text.split(",", -1)));
      default -> throw new IllegalStateException("a parameter of type " + input.type());
    };
  }
}

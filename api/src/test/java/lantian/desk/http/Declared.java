package lantian.desk.http;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lantian.desk.access.Role;
import lantian.desk.fault.FieldError;
import org.jspecify.annotations.Nullable;

/** What the contract says, for tests in other packages. */
public final class Declared {
  private static final List<Endpoint> ENDPOINTS = load();

  private Declared() {}

  private static List<Endpoint> load() {
    Vertx vertx = Vertx.vertx();
    try {
      return Contract.load(vertx).endpoints();
    } finally {
      vertx.close();
    }
  }

  /** Ids of all operations. */
  public static List<String> operationIds() {
    return ENDPOINTS.stream().map(Endpoint::id).toList();
  }

  /** Paths as the contract writes them. */
  public static Set<String> paths() {
    Set<String> paths = new HashSet<>();
    ENDPOINTS.forEach(endpoint -> paths.add(endpoint.path()));
    return paths;
  }

  /** Methods that the contract has for a path. */
  public static Set<String> methods(String path) {
    Set<String> methods = new HashSet<>();
    ENDPOINTS.stream()
        .filter(endpoint -> endpoint.path().equals(path))
        .forEach(endpoint -> methods.add(endpoint.method().name()));
    return methods;
  }

  /** Roles that may call an operation; none if it is open to anyone. */
  public static Set<Role> roles(String operation) {
    return of(operation).roles();
  }

  /** True if an operation is open to anyone. */
  public static boolean anyone(String operation) {
    return of(operation).anyone();
  }

  /** The act that an operation records, empty if none. */
  public static String act(String operation) {
    var act = of(operation).act();
    return act == null ? "" : act.name();
  }

  /** True if it is no GET. */
  public static boolean changes(String operation) {
    return of(operation).changes();
  }

  private static Endpoint of(String operation) {
    return ENDPOINTS.stream().filter(e -> e.id().equals(operation)).findFirst().orElseThrow();
  }

  /** Query parameters, as {@code operation parameter type}. */
  public static List<String> queryParameters() {
    List<String> found = new ArrayList<>();
    for (Endpoint endpoint : ENDPOINTS) {
      for (Endpoint.Input input : endpoint.inputs()) {
        if (input.place() == Endpoint.Place.QUERY) {
          found.add(endpoint.id() + " " + input.name() + " " + input.type());
        }
      }
    }
    return found;
  }

  /** Operations beyond their own account that two of the three administrators may call. */
  public static List<String> sharedByAdministrators() {
    Set<Role> administrators = Set.of(Role.SYSTEM, Role.SECURITY, Role.AUDIT);
    return ENDPOINTS.stream()
        .filter(endpoint -> endpoint.data() != DataClass.OWN)
        .filter(endpoint -> endpoint.roles().stream().filter(administrators::contains).count() > 1)
        .map(Endpoint::id)
        .toList();
  }

  /** Operations that show personal data in full to somebody. */
  public static Set<String> unmasking() {
    Set<String> found = new HashSet<>();
    ENDPOINTS.stream().filter(e -> !e.unmasked().isEmpty()).forEach(e -> found.add(e.id()));
    return found;
  }

  /** Roles that may ask an operation for personal data in full. */
  public static Set<Role> unmasked(String operation) {
    return of(operation).unmasked();
  }

  /** Operations that take an Idempotency-Key and do not say so in the contract. */
  public static List<String> undeclaredKeys() {
    String text = new String(Contract.text(), java.nio.charset.StandardCharsets.UTF_8);
    List<String> found = new ArrayList<>();
    for (Endpoint endpoint : ENDPOINTS) {
      int at = text.indexOf("operationId: " + endpoint.id() + "\n");
      String said = text.substring(at, text.indexOf("responses:", at));
      if (takesKey(endpoint.id()) && !said.contains("parameters/idempotencyKey")) {
        found.add(endpoint.id());
      }
    }
    return found;
  }

  /** True if an operation takes an Idempotency-Key. */
  public static boolean takesKey(String operation) {
    return of(operation).retry() != Endpoint.Retry.FREE;
  }

  /** Operations that take a range: from, and mostly to. */
  public static List<String> ranges() {
    return ENDPOINTS.stream()
        .filter(e -> e.inputs().stream().anyMatch(input -> input.name().equals("from")))
        .map(Endpoint::id)
        .toList();
  }

  /** True if an operation has this parameter. */
  public static boolean takes(String operation, String parameter) {
    return of(operation).inputs().stream().anyMatch(input -> input.name().equals(parameter));
  }

  /** True if an operation insists on this parameter. */
  public static boolean requires(String operation, String parameter) {
    return of(operation).inputs().stream()
        .anyMatch(input -> input.name().equals(parameter) && input.required());
  }

  /** Operations that answer rows and say nowhere how many at most. */
  public static List<String> unboundedLists() {
    JsonObject contract = Contract.parse(Contract.text());
    List<String> found = new ArrayList<>();
    for (Endpoint endpoint : ENDPOINTS) {
      JsonObject said =
          contract
              .getJsonObject("paths")
              .getJsonObject(endpoint.path())
              .getJsonObject(endpoint.method().name().toLowerCase(java.util.Locale.ROOT));
      JsonObject rows = rows(contract, said);
      boolean limited =
          endpoint.inputs().stream()
              .filter(input -> input.name().equals("limit"))
              .anyMatch(input -> !Violation.of("limit", input.check().validate(501L)).isEmpty());
      boolean file = endpoint.body() != null && endpoint.body().file();
      if (rows != null && !limited && !rows.containsKey("maxItems") && !file) {
        found.add(endpoint.id());
      }
    }
    return found;
  }

  private static @Nullable JsonObject rows(JsonObject contract, JsonObject operation) {
    JsonObject good = operation.getJsonObject("responses").getJsonObject("200");
    JsonObject content = good == null ? null : good.getJsonObject("content");
    JsonObject json = content == null ? null : content.getJsonObject("application/json");
    if (json == null) {
      return null;
    }
    String named = json.getJsonObject("schema").getString("$ref");
    JsonObject rows =
        contract
            .getJsonObject("components")
            .getJsonObject("schemas")
            .getJsonObject(named.substring(named.lastIndexOf('/') + 1))
            .getJsonObject("properties")
            .getJsonObject("rows");
    // Of a job the number of rows is said.
    return rows == null || !"array".equals(rows.getString("type")) ? null : rows;
  }

  /** What is wrong with a problem document. */
  public static List<FieldError> problemErrors(JsonObject problem) {
    return Violation.of(
        "",
        java.util.Objects.requireNonNull(ENDPOINTS.getFirst().answers().get(0)).validate(problem));
  }
}

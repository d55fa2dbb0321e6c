package lantian.desk.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.MediaType;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.contract.Response;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import lantian.desk.access.Role;
import lantian.desk.audit.Act;
import org.jspecify.annotations.Nullable;

/** Reads one operation of the contract; throws if it leaves a right open. */
final class EndpointReading {
  static final String PROBLEM = "application/problem+json";
  private static final String ANYONE = "anyone";

  /** What a key may be where the contract does not say so itself. */
  private static final JsonSchema ANY_KEY =
      JsonSchema.of(new JsonObject().put("type", "string").put("pattern", "^[!-~]{1,255}$"));

  private final Operation operation;
  private final JsonObject said;
  private final SchemaRepository schemas;

  /**
   * Reads this one.
   *
   * @param operation as the library sees it
   * @param said as it stands in the file
   */
  EndpointReading(Operation operation, JsonObject said, SchemaRepository schemas) {
    this.operation = operation;
    this.said = said;
    this.schemas = schemas;
  }

  Endpoint read() {
    boolean anyone = list("x-roles").equals(List.of(ANYONE));
    Set<Role> roles = anyone ? Set.of() : roles("x-roles");
    DataClass data = DataClass.valueOf(word("x-data-class"));
    boolean personal = data == DataClass.PERSONAL;
    String act = said.getString("x-audit");
    Endpoint endpoint =
        new Endpoint(
            operation.getOperationId(),
            operation.getHttpMethod(),
            operation.getAbsoluteOpenAPIPath(),
            anyone,
            roles,
            data,
            personal ? roles("x-unmasked") : Set.of(),
            act == null ? null : Act.valueOf(act),
            said.getBoolean("x-people", false),
            retry(anyone),
            inputs(anyone),
            body(),
            answers(),
            headers(),
            produces());
    refuseGaps(endpoint);
    return endpoint;
  }

  private void refuseGaps(Endpoint endpoint) {
    if (!endpoint.anyone() && endpoint.roles().isEmpty()) {
      throw open("x-roles names nobody");
    }
    if (endpoint.changes() && endpoint.act() == null) {
      throw open("it changes something and has no x-audit");
    }
    if (!endpoint.unmasked().isEmpty() && endpoint.act() == null) {
      throw open("it shows personal data unmasked and has no x-audit");
    }
    if (!endpoint.roles().containsAll(endpoint.unmasked())) {
      throw open("x-unmasked names a role that may not call it");
    }
    boolean asks = endpoint.inputs().stream().anyMatch(input -> input.name().equals("personal"));
    if (asks == endpoint.unmasked().isEmpty()) {
      throw open("x-unmasked and the parameter personal go together");
    }
  }

  private Set<Role> roles(String key) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String name : list(key)) {
      Role named = Role.valueOf(name.toUpperCase(Locale.ROOT));
      Stream.of(Role.values()).filter(role -> role.includes(named)).forEach(roles::add);
    }
    return roles;
  }

  private List<String> list(String key) {
    JsonArray array = said.getJsonArray(key);
    if (array == null) {
      throw open(key + " is missing");
    }
    return Contract.words(array);
  }

  private String word(String key) {
    String word = said.getString(key);
    if (word == null) {
      throw open(key + " is missing");
    }
    return word;
  }

  /**
   * Every POST takes a key but pure queries, and what is open to anyone: there is nobody whose key
   * it could be.
   */
  private Endpoint.Retry retry(boolean anyone) {
    boolean query = said.getBoolean("x-query", false);
    if (anyone || query || !operation.getHttpMethod().equals(HttpMethod.POST)) {
      return Endpoint.Retry.FREE;
    }
    String word = said.getString("x-after-crash", "unknown");
    return switch (word) {
      case "repeat" -> Endpoint.Retry.SAFE;
      case "unknown" -> Endpoint.Retry.ONCE;
      default -> throw open("x-after-crash is repeat or unknown");
    };
  }

  private List<Endpoint.Input> inputs(boolean anyone) {
    List<Endpoint.Input> inputs = new ArrayList<>();
    for (Parameter parameter : operation.getParameters()) {
      inputs.add(
          new Endpoint.Input(
              parameter.getName(),
              place(parameter.getIn()),
              parameter.isRequired(),
              parameter.getSchemaType().getName(),
              schemas.validator(parameter.getSchema())));
    }
    boolean declared = inputs.stream().anyMatch(input -> input.name().equals(Once.KEY));
    if (retry(anyone) != Endpoint.Retry.FREE && !declared) {
      inputs.add(
          new Endpoint.Input(
              Once.KEY, Endpoint.Place.HEADER, false, "string", schemas.validator(ANY_KEY)));
    }
    return List.copyOf(inputs);
  }

  private Endpoint.Place place(Location in) {
    return switch (in) {
      case PATH -> Endpoint.Place.PATH;
      case QUERY -> Endpoint.Place.QUERY;
      case HEADER -> Endpoint.Place.HEADER;
      case COOKIE -> throw open("parameters stand in path, query or header");
    };
  }

  private Endpoint.@Nullable Body body() {
    JsonObject body = said.getJsonObject("requestBody");
    if (body == null) {
      return null;
    }
    Set<String> types = body.getJsonObject("content").fieldNames();
    if (types.size() != 1 || operation.getHttpMethod().equals(HttpMethod.GET)) {
      throw open("a body has one media type");
    }
    String type = types.iterator().next();
    MediaType json =
        operation.getRequestBody() == null
            ? null
            : operation.getRequestBody().getContent().get(type);
    return new Endpoint.Body(
        type,
        "import".equals(said.getString("x-body")),
        "upload".equals(said.getString("x-body")),
        json == null ? null : schemas.validator(json.getSchema()));
  }

  private Map<Integer, Validator> answers() {
    Map<Integer, Validator> answers = new HashMap<>();
    for (String status : said.getJsonObject("responses").fieldNames()) {
      boolean problem = status.equals("default");
      Response response =
          problem
              ? operation.getDefaultResponse()
              : operation.getResponse(Integer.parseInt(status));
      MediaType json = response == null ? null : response.getContent().get("application/json");
      if (json != null) {
        answers.put(problem ? 0 : Integer.parseInt(status), schemas.validator(json.getSchema()));
      }
    }
    if (!answers.containsKey(0)) {
      throw open("the default response must be a problem");
    }
    return Map.copyOf(answers);
  }

  private Map<Integer, Set<String>> headers() {
    Map<Integer, Set<String>> headers = new HashMap<>();
    for (var response : said.getJsonObject("responses")) {
      JsonObject named = ((JsonObject) response.getValue()).getJsonObject("headers");
      if (named != null) {
        headers.put(Integer.parseInt(response.getKey()), Set.copyOf(named.fieldNames()));
      }
    }
    return Map.copyOf(headers);
  }

  private Set<String> produces() {
    Set<String> types = new TreeSet<>();
    for (Object response : said.getJsonObject("responses").getMap().values()) {
      JsonObject content = ((JsonObject) response).getJsonObject("content");
      if (content != null) {
        types.addAll(content.fieldNames());
      }
    }
    types.add(PROBLEM);
    return types;
  }

  private IllegalStateException open(String what) {
    return new IllegalStateException("openapi.yaml, " + operation.getOperationId() + ": " + what);
  }
}

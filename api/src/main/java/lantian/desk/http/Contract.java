package lantian.desk.http;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The contract (接口契约): {@code openapi.yaml} as text for readers and as endpoints for the router.
 *
 * <p>The library takes JSON only, so it is given a copy in which problem documents are called JSON
 * and bodies of other types are left out; readers get the file as it is.
 */
final class Contract {
  private static final String RESOURCE = "/lantian/desk/openapi.yaml";
  private static final String JSON = "application/json";

  private final byte[] text;
  private final List<Endpoint> endpoints;

  private Contract(byte[] text, List<Endpoint> endpoints) {
    this.text = text;
    this.endpoints = endpoints;
  }

  /** Loads and checks it; a contract that says too little keeps the desk from starting. */
  static Contract load(Vertx vertx) {
    return of(vertx, text());
  }

  static Contract of(Vertx vertx, byte[] text) {
    JsonObject full = parse(text);
    OpenAPIContract checked = check(vertx, copyForRouter(full.copy()));
    List<Endpoint> endpoints = new ArrayList<>();
    for (Operation operation : checked.operations()) {
      JsonObject said =
          full.getJsonObject("paths")
              .getJsonObject(operation.getOpenAPIPath())
              .getJsonObject(operation.getHttpMethod().name().toLowerCase(java.util.Locale.ROOT));
      endpoints.add(new EndpointReading(operation, said, checked.getSchemaRepository()).read());
    }
    // Fixed words before names in braces, so that /export is not taken for an id.
    endpoints.sort(Comparator.comparing((Endpoint e) -> e.path().replace('{', '~')));
    return new Contract(text, List.copyOf(endpoints));
  }

  List<Endpoint> endpoints() {
    return endpoints;
  }

  byte[] bytes() {
    return text.clone();
  }

  static byte[] text() {
    try (InputStream in = Contract.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonObject parse(byte[] text) {
    Map<String, Object> tree =
        new Yaml(new SafeConstructor(new LoaderOptions()))
            .load(new String(text, StandardCharsets.UTF_8));
    return new JsonObject(tree).copy();
  }

  private static JsonObject copyForRouter(JsonObject contract) {
    for (Object path : contract.getJsonObject("paths").getMap().values()) {
      for (Object operation : ((JsonObject) path).getMap().values()) {
        if (operation instanceof JsonObject one && one.containsKey("responses")) {
          JsonObject body = one.getJsonObject("requestBody");
          if (body != null && !body.getJsonObject("content").containsKey(JSON)) {
            one.remove("requestBody");
          }
          one.getJsonObject("responses").getMap().values().forEach(Contract::jsonOnly);
        }
      }
    }
    JsonObject responses = contract.getJsonObject("components").getJsonObject("responses");
    responses.getMap().values().forEach(Contract::jsonOnly);
    return contract;
  }

  private static void jsonOnly(Object response) {
    JsonObject content = ((JsonObject) response).getJsonObject("content");
    if (content == null) {
      return;
    }
    JsonObject problem = content.getJsonObject(EndpointReading.PROBLEM);
    if (problem != null) {
      content.put(JSON, problem);
    }
    content.getMap().keySet().removeIf(type -> !type.equals(JSON));
    if (content.isEmpty()) {
      ((JsonObject) response).remove("content");
    }
  }

  private static OpenAPIContract check(Vertx vertx, JsonObject contract) {
    try {
      return OpenAPIContract.from(vertx, contract)
          .toCompletionStage()
          .toCompletableFuture()
          .get(60, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("openapi.yaml is no valid contract", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The strings of an array of the contract. */
  static List<String> words(JsonArray array) {
    return array.stream().map(Object::toString).toList();
  }
}

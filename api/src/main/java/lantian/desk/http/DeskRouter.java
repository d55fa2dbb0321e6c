package lantian.desk.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import lantian.desk.fault.Fault;
import lantian.desk.fault.Refusal;

/** Routes as the contract has them, and no others (路由). */
final class DeskRouter {
  private static final Endpoint NOWHERE =
      new Endpoint(
          "nowhere",
          HttpMethod.GET,
          "-",
          true,
          Set.of(),
          DataClass.PUBLIC,
          Set.of(),
          null,
          false,
          Endpoint.Retry.FREE,
          List.of(),
          null,
          Map.of(),
          Map.of(),
          Set.of(EndpointReading.PROBLEM));

  private final Contract contract;
  private final Replies replies;
  private final Site site = new Site();
  private final boolean tls;

  DeskRouter(Contract contract, Replies replies, boolean tls) {
    this.contract = contract;
    this.replies = replies;
    this.tls = tls;
  }

  /**
   * Builds the router.
   *
   * @param direct operations that are answered on the event loop, by id
   * @param exchange serves any other endpoint
   */
  Router build(
      Vertx vertx,
      Map<String, Handler<RoutingContext>> direct,
      Function<Endpoint, Handler<RoutingContext>> exchange) {
    Router router = Router.router(vertx);
    for (String path : paths()) {
      Set<String> methods = new TreeSet<>();
      for (Endpoint endpoint : contract.endpoints()) {
        if (endpoint.path().equals(path)) {
          methods.add(endpoint.method().name());
          Handler<RoutingContext> handler = direct.get(endpoint.id());
          route(router, endpoint, handler == null ? exchange.apply(endpoint) : handler);
        }
      }
      // At once behind the path's own routes: a later path with names in braces may match it too.
      router.route(pattern(path)).handler(context -> notAllowed(context, methods));
    }
    pages(router);
    router.route().handler(context -> refuse(context, NOWHERE, Fault.NOT_FOUND));
    router.errorHandler(400, context -> refuse(context, NOWHERE, Fault.MALFORMED));
    router.errorHandler(500, context -> fail(context));
    return router;
  }

  /** Answers the contract itself. */
  void contract(RoutingContext context) {
    replies.begin(context, endpoint("contract"));
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/yaml; charset=utf-8")
        .end(Buffer.buffer(contract.bytes()));
  }

  Endpoint endpoint(String id) {
    return contract.endpoints().stream().filter(e -> e.id().equals(id)).findFirst().orElseThrow();
  }

  /** Every operation has code and all code has an operation, or the desk does not start. */
  void refuseGaps(Set<String> coded) {
    Set<String> declared = new HashSet<>();
    contract.endpoints().forEach(endpoint -> declared.add(endpoint.id()));
    if (!declared.equals(coded)) {
      Set<String> differing = new TreeSet<>(declared);
      differing.addAll(coded);
      differing.removeIf(id -> declared.contains(id) && coded.contains(id));
      throw new IllegalStateException("contract and code differ in " + differing);
    }
  }

  private void route(Router router, Endpoint endpoint, Handler<RoutingContext> serving) {
    router
        .route(endpoint.method(), pattern(endpoint.path()))
        .handler(context -> {
          if (acceptable(context, endpoint)) {
            serving.handle(context);
          } else {
            refuse(context, endpoint, Fault.NOT_ACCEPTABLE);
          }
        });
  }

  private void pages(Router router) {
    for (String path : site.paths()) {
      router.route(HttpMethod.GET, path).handler(context -> site.serve(context, path, tls));
      router.route(path).handler(context -> notAllowed(context, Set.of("GET")));
    }
  }

  /** Paths in the order of the contract: fixed words before names in braces. */
  private Set<String> paths() {
    Set<String> paths = new LinkedHashSet<>();
    contract.endpoints().forEach(endpoint -> paths.add(endpoint.path()));
    return paths;
  }

  private static String pattern(String path) {
    return path.replaceAll("\\{(\\w+)\\}", ":$1");
  }

  private boolean acceptable(RoutingContext context, Endpoint endpoint) {
    String accepted = context.request().getHeader(HttpHeaders.ACCEPT);
    boolean empty = endpoint.produces().equals(NOWHERE.produces()); // no body, nothing to accept
    return accepted == null || empty || MediaTypes.anyOf(accepted, endpoint.produces());
  }

  private void notAllowed(RoutingContext context, Set<String> allowed) {
    context.response().putHeader(HttpHeaders.ALLOW, String.join(", ", allowed));
    replies.begin(context, NOWHERE).refuse(new Refusal(Fault.METHOD).with("allowed", allowed));
  }

  private void refuse(RoutingContext context, Endpoint endpoint, Fault fault) {
    replies.begin(context, endpoint).refuse(new Refusal(fault));
  }

  private void fail(RoutingContext context) {
    Throwable thrown = context.failure();
    replies
        .begin(context, NOWHERE)
        .refuse(thrown == null ? new IllegalStateException("no cause") : thrown);
  }
}

package lantian.desk.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import lantian.desk.DeskMeter;
import lantian.desk.DeskSettings;
import lantian.desk.access.Role;
import lantian.desk.access.SignIn;
import lantian.desk.attempt.Attempts;
import lantian.desk.audit.AuditTrail;
import org.jspecify.annotations.Nullable;

/** The HTTP server of the desk (HTTP 服务). */
public final class DeskServer implements AutoCloseable {
  private static final int LOOPS = 2;
  private static final int HEADERS = 8 << 10;
  private static final int FIRST_LINE = 4 << 10;
  private static final int CLOSING_SECONDS = 10;

  /** Any free port, and the same one on every loop: 0 would give each loop a port of its own. */
  private static final int ANY_BUT_THE_SAME = -1;

  private final Vertx vertx;
  private final DeskSettings settings;
  private final Workers workers;
  private final Waits waits = new Waits();
  private final Streams streams;
  private final Rights rights;
  private final Liveness liveness = new Liveness();
  private final ConnectionLimits connections;
  private final Router router;
  private final AtomicInteger loops = new AtomicInteger();
  private volatile int port;

  /**
   * Builds the server; {@link #start} makes it listen.
   *
   * @param operations code for each operation of the contract, by id
   * @param uploads what uploads may take
   */
  public DeskServer(
      DeskSettings settings,
      Map<String, Operation> operations,
      SignIn signIn,
      AuditTrail trail,
      Attempts attempts,
      Readiness readiness,
      Upload.Room uploads,
      PrometheusMeterRegistry meters,
      SecureRandom random) {
    this.settings = settings;
    UploadReading.open(uploads, java.time.Instant.now());
    this.workers = new Workers(settings.limits());
    this.streams = new Streams(workers, settings.live().heartbeat(), settings.limits().arrival());
    this.connections = new ConnectionLimits(settings, meters);
    this.vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(LOOPS)
                .setWorkerPoolSize(2)
                .setInternalBlockingPoolSize(2)
                .setFileSystemOptions(new FileSystemOptions().setFileCachingEnabled(false)));
    DeskMeter.REQUESTS_BUSY.gauge(meters, workers::busy);
    DeskMeter.WAITING.gauge(meters, waits::count);
    DeskMeter.STREAMS.gauge(meters, streams::count);
    DeskMeter.PROBE_AGE.gauge(meters, readiness::age);
    DeskMeter.AUDIT_WAITING.gauge(meters, trail::waiting);
    Contract contract = Contract.load(vertx);
    Replies replies = new Replies(settings, random, meters);
    DeskRouter routes = new DeskRouter(contract, replies, settings.listen().secure());
    Monitoring monitoring =
        new Monitoring(liveness, readiness, meters, token(settings.listen().metricsTokenFile()));
    Map<String, Handler<RoutingContext>> direct = direct(routes, replies, monitoring);
    Set<String> coded = new HashSet<>(direct.keySet());
    coded.addAll(operations.keySet());
    routes.refuseGaps(coded);
    Recording recording = new Recording(trail);
    this.rights = new Rights(contract.endpoints());
    Work work =
        new Work(operations, new Gate(signIn), recording, rights, new Once(attempts, recording));
    this.router =
        routes.build(
            vertx,
            direct,
            endpoint ->
                new Exchange(
                    endpoint, work, workers, waits, streams, replies, settings.limits(), uploads));
  }

  private static Map<String, Handler<RoutingContext>> direct(
      DeskRouter routes, Replies replies, Monitoring monitoring) {
    Map<String, Handler<RoutingContext>> direct = new HashMap<>();
    direct.put("live", c -> monitoring.live(c, replies.begin(c, routes.endpoint("live"))));
    direct.put("ready", c -> monitoring.ready(c, replies.begin(c, routes.endpoint("ready"))));
    direct.put("metrics", c -> monitoring.metrics(c, replies.begin(c, routes.endpoint("metrics"))));
    direct.put("contract", routes::contract);
    return direct;
  }

  /** Listens; returns the port. */
  public int start() {
    await(vertx.deployVerticle(Listener::new, new DeploymentOptions().setInstances(LOOPS)));
    return port;
  }

  /** Ids of the operations that a role may call. */
  public List<String> operationsOf(Role role) {
    return rights.of(role);
  }

  /** Requests under way. */
  public int busy() {
    return workers.busy();
  }

  /** One per event loop; all share the port. */
  private final class Listener extends AbstractVerticle {
    private @Nullable HttpServer server;

    @Override
    public void start(Promise<Void> started) {
      liveness.watch(vertx, loops.getAndIncrement());
      server =
          vertx
              .createHttpServer(options())
              .requestHandler(router)
              .invalidRequestHandler(new Unreadable(settings.listen().secure()))
              .connectionHandler(connections::opened);
      server
          .listen()
          .onSuccess(listening -> port = listening.actualPort())
          .<Void>mapEmpty()
          .onComplete(started);
    }

    @Override
    public void stop(Promise<Void> stopped) {
      Future<Void> done =
          server == null
              ? Future.succeededFuture()
              : server.shutdown(CLOSING_SECONDS, TimeUnit.SECONDS);
      done.onComplete(stopped);
    }
  }

  private HttpServerOptions options() {
    DeskSettings.Listen listen = settings.listen();
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(listen.bind())
            .setPort(listen.port() == 0 ? ANY_BUT_THE_SAME : listen.port())
            .setIdleTimeout((int) settings.limits().arrival().toSeconds() * 2)
            .setReadIdleTimeout(0)
            .setMaxHeaderSize(HEADERS)
            .setMaxInitialLineLength(FIRST_LINE)
            .setHttp2ClearTextEnabled(false)
            .setUseAlpn(false)
            .setCompressionSupported(false)
            .setDecompressionSupported(false)
            .setHandle100ContinueAutomatically(true);
    Path certificate = listen.certificateFile();
    Path key = listen.keyFile();
    if (certificate != null && key != null) {
      options
          .setSsl(true)
          .setEnabledSecureTransportProtocols(Set.copyOf(List.of("TLSv1.2", "TLSv1.3")))
          .setKeyCertOptions(
              new PemKeyCertOptions()
                  .addCertPath(certificate.toString())
                  .addKeyPath(key.toString()));
    }
    return options;
  }

  private static @Nullable String token(@Nullable Path file) {
    if (file == null) {
      return null;
    }
    try {
      String token = Files.readString(file).strip();
      if (token.length() < 16) {
        throw new IllegalArgumentException("the token in " + file + " has less than 16 characters");
      }
      return token;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> T await(Future<T> future) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(CLOSING_SECONDS * 3L, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Takes no new requests, lets those under way finish, and ends. */
  @Override
  public void close() {
    waits.close();
    streams.close();
    await(vertx.close());
    workers.close();
  }
}

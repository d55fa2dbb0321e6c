package lantian.desk;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import lantian.desk.cases.CaseSettings;
import lantian.desk.delivery.DeliverySettings;
import lantian.desk.job.JobSettings;
import lantian.desk.live.LiveSettings;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the desk (业务端设置).
 *
 * @param listen where it listens
 * @param access sign-in, sessions, password hashing
 * @param limits what one request or caller may take
 * @param delivery how events leave the house
 * @param cases the case book
 * @param jobs exports that take longer than a request
 * @param live streams of what moves
 */
public record DeskSettings(
    Listen listen,
    Access access,
    Limits limits,
    DeliverySettings delivery,
    CaseSettings cases,
    JobSettings jobs,
    LiveSettings live) {

  /**
   * Where it listens.
   *
   * @param bind address to bind to
   * @param port TCP port, 0 for any free one
   * @param certificateFile PEM certificate chain; null for plain HTTP (behind a TLS proxy only)
   * @param keyFile PEM private key (PKCS#8), given if and only if the certificate is
   * @param metricsTokenFile file whose first line is the bearer token for {@code /metrics}; without
   *     one only this machine may read them
   * @param behindTls true if a proxy in front of it speaks TLS and nobody gets past the proxy
   * @param trustedProxies IP addresses whose {@code X-Forwarded-For} tells who really asks
   */
  public record Listen(
      String bind,
      int port,
      @Nullable Path certificateFile,
      @Nullable Path keyFile,
      @Nullable Path metricsTokenFile,
      boolean behindTls,
      List<String> trustedProxies) {
    /** Refuses half of a key pair. */
    public Listen {
      if ((certificateFile == null) != (keyFile == null)) {
        throw new IllegalArgumentException("certificateFile and keyFile go together");
      }
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException("port must be 0 to 65535");
      }
      trustedProxies = List.copyOf(trustedProxies);
    }

    /** Plain HTTP for this machine only. */
    public static Listen loopback(int port) {
      return new Listen("127.0.0.1", port, null, null, null, false, List.of());
    }

    /** True if connections are encrypted here. */
    public boolean tls() {
      return certificateFile != null;
    }

    /** True if what browsers speak is encrypted, here or by a proxy. */
    public boolean secure() {
      return tls() || behindTls;
    }

    /**
     * Refuses to send passwords over a network in the clear.
     *
     * @throws IllegalStateException with one line that says what to set
     */
    public void refuseBareNetwork() {
      if (!secure() && !isLoopback(bind)) {
        throw new IllegalStateException(
            "the desk listens beyond this machine ("
                + bind
                + ") without TLS: set desk.listen.certificateFile and keyFile, or"
                + " desk.listen.behindTls: true if a proxy in front of it encrypts");
      }
    }

    private static boolean isLoopback(String address) {
      try {
        return address.equals("localhost") || InetAddress.ofLiteral(address).isLoopbackAddress();
      } catch (IllegalArgumentException e) {
        return false;
      }
    }
  }

  /**
   * Sign-in, sessions, password hashing.
   *
   * @param idle a session ends after this long without a request
   * @param longest a session ends after this long in any case
   * @param passwordAge a password must be changed after this long; zero for never
   * @param argonMemoryKib memory of one Argon2id hash
   * @param argonPasses passes over that memory
   * @param hashThreads threads that hash
   * @param hashQueue hashes that may wait for a thread
   */
  public record Access(
      Duration idle,
      Duration longest,
      Duration passwordAge,
      int argonMemoryKib,
      int argonPasses,
      int hashThreads,
      int hashQueue) {}

  /**
   * What one request or caller may take.
   *
   * @param page rows of one page, at most
   * @param exportRows rows of one export, at most
   * @param importRows rows of one import, at most
   * @param importBytes bytes of one import, at most
   * @param bodyBytes bytes of any other request body, at most
   * @param listSpan time range of a list, at most
   * @param telemetrySpan time range of one telemetry answer, at most
   * @param frameSpan time range of one page of a frame log, at most
   * @param telemetryPoints points per field in one telemetry answer, at most
   * @param requests requests worked on at once; more are told to come back
   * @param requestsPerCaller the same for one caller
   * @param connections open connections
   * @param connectionsPerAddress open connections from one address
   * @param arrival time in which a request must have arrived, and a reader must take a piece of an
   *     answer
   */
  public record Limits(
      int page,
      int exportRows,
      int importRows,
      int importBytes,
      int bodyBytes,
      Duration listSpan,
      Duration telemetrySpan,
      Duration frameSpan,
      int telemetryPoints,
      int requests,
      int requestsPerCaller,
      int connections,
      int connectionsPerAddress,
      Duration arrival) {}

  /** What holds if nothing is set. */
  public static DeskSettings defaults() {
    return new DeskSettings(
        Listen.loopback(8080),
        new Access(
            Duration.ofMinutes(30), Duration.ofHours(12), Duration.ofDays(90), 19_456, 2, 2, 32),
        new Limits(
            500,
            2_000_000,
            20_000,
            8 << 20,
            64 << 10,
            Duration.ofDays(366),
            Duration.ofDays(31),
            Duration.ofDays(7),
            5_000,
            64,
            8,
            2_000,
            200,
            Duration.ofSeconds(30)),
        DeliverySettings.defaults(),
        CaseSettings.defaults(),
        JobSettings.defaults(),
        LiveSettings.defaults());
  }

  /** The same, listening elsewhere. */
  public DeskSettings with(Listen other) {
    return new DeskSettings(other, access, limits, delivery, cases, jobs, live);
  }

  /** The same with another case book. */
  public DeskSettings with(CaseSettings other) {
    return new DeskSettings(listen, access, limits, delivery, other, jobs, live);
  }

  /** The same with other limits. */
  public DeskSettings with(Limits other) {
    return new DeskSettings(listen, access, other, delivery, cases, jobs, live);
  }

  /** The same with other jobs. */
  public DeskSettings with(JobSettings other) {
    return new DeskSettings(listen, access, limits, delivery, cases, other, live);
  }

  /** The same with other streams. */
  public DeskSettings with(LiveSettings other) {
    return new DeskSettings(listen, access, limits, delivery, cases, jobs, other);
  }

  /** The same with other ways out. */
  public DeskSettings with(DeliverySettings other) {
    return new DeskSettings(listen, access, limits, other, cases, jobs, live);
  }
}

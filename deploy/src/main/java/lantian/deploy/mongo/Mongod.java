package lantian.deploy.mongo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lantian.deploy.console.Failure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A mongod of our own on loopback (自带数据库), a replica set of one member in a claimed data folder.
 *
 * <p>It runs in a session of its own, so that Ctrl-C in a terminal reaches only the server, which
 * then stops it last. If the server is killed, its mongod stays; the next start adopts it.
 */
public final class Mongod implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Mongod.class);
  private static final int ATTEMPTS = 2;

  /** The default is a share of the disk; nobody reads this oplog but its own member. */
  private static final String OPLOG_MEGABYTES = "512";

  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration ADOPTION = Duration.ofSeconds(15);
  private static final Duration STOP = Duration.ofSeconds(6);

  private final RunningMongod running;

  private Mongod(RunningMongod running) {
    this.running = running;
  }

  /** Adopts the mongod that is alive on the folder, or starts one. */
  public static Mongod in(DataFolder folder, Path binary, int cacheMegabytes) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Optional<RunningMongod> usable = adopted(folder);
      if (usable.isEmpty()) {
        usable = started(folder, binary, cacheMegabytes, attempt > 1);
      }
      if (usable.isPresent()) {
        return new Mongod(usable.get());
      }
    }
    throw Failure.failed(
        "mongod did not start; its own words are in " + folder.path().resolve("mongod.log"));
  }

  private static Optional<RunningMongod> adopted(DataFolder folder) {
    Optional<RunningMongod> orphan = RunningMongod.on(folder.database());
    if (orphan.isEmpty()) {
      return orphan;
    }
    ProcessHandle process = orphan.get().process();
    if (ReplicaSet.ready(orphan.get().port(), ADOPTION, process::isAlive)) {
      LOG.info("adopted the mongod that an earlier server left, process {}", process.pid());
      return orphan;
    }
    LOG.warn("stopping a mongod that does not answer, process {}", process.pid());
    orphan.get().stop(STOP);
    return Optional.empty();
  }

  /** Empty if the process died: another one took the port or the database in the same moment. */
  private static Optional<RunningMongod> started(
      DataFolder folder, Path binary, int cacheMegabytes, boolean freshPort) {
    try {
      Files.createDirectories(folder.database());
      int port = port(folder.path().resolve("mongod.port"), freshPort);
      Path log = folder.path().resolve("mongod.log");
      Process process =
          new ProcessBuilder(command(binary, folder.database(), port, log, cacheMegabytes))
              .redirectErrorStream(true)
              .redirectOutput(folder.path().resolve("mongod.out").toFile())
              .start();
      RunningMongod running = new RunningMongod(process.toHandle(), port);
      if (ReplicaSet.ready(port, START, process::isAlive)) {
        return Optional.of(running);
      }
      running.stop(STOP);
      return Optional.empty();
    } catch (IOException e) {
      throw Failure.failed("mongod can't be started: " + e.getMessage());
    }
  }

  private static List<String> command(
      Path binary, Path database, int port, Path log, int cacheMegabytes) {
    List<String> command = new ArrayList<>();
    setsid().ifPresent(path -> command.add(path.toString()));
    command.add(binary.toString());
    command.addAll(List.of("--dbpath", database.toString()));
    command.addAll(List.of("--port", Integer.toString(port), "--bind_ip", "127.0.0.1"));
    command.addAll(ReplicaSet.arguments());
    command.addAll(List.of("--wiredTigerCacheSizeGB", Double.toString(cacheMegabytes / 1024.0)));
    command.addAll(List.of("--logpath", log.toString(), "--logappend", "--quiet"));
    command.addAll(List.of("--nounixsocket", "--oplogSize", OPLOG_MEGABYTES));
    // Alone in its set it has nobody to hand over to: no quarter of a minute of waiting at the end.
    command.addAll(List.of("--setParameter", "shutdownTimeoutMillisForSignaledShutdown=100"));
    command.addAll(List.of("--setParameter", "diagnosticDataCollectionEnabled=false"));
    return command;
  }

  private static Optional<Path> setsid() {
    return List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid")).stream()
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** The port of the last start if it is free, since the set's configuration names it. */
  private static int port(Path file, boolean fresh) throws IOException {
    if (!fresh && Files.exists(file)) {
      String last = Files.readString(file).strip();
      if (last.matches("\\d{1,5}") && free(Integer.parseInt(last)).isPresent()) {
        return Integer.parseInt(last);
      }
    }
    int port = free(0).orElseThrow(() -> Failure.failed("no free port on 127.0.0.1"));
    Files.writeString(file, Integer.toString(port));
    return port;
  }

  private static Optional<Integer> free(int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return Optional.of(probe.getLocalPort());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Address for drivers. */
  public String uri() {
    return ReplicaSet.uri(running.port());
  }

  /** Its process id. */
  public long pid() {
    return running.process().pid();
  }

  /** Ends it without a word; its journal holds what was acknowledged. */
  void kill() {
    running.process().destroyForcibly();
  }

  /** Stops it. */
  @Override
  public void close() {
    running.stop(STOP);
  }
}

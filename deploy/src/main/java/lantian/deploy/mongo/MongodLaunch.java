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
import java.util.function.Consumer;
import lantian.deploy.console.Failure;

/**
 * How a mongod of our own is started (启动参数).
 *
 * @param folder the claimed data folder
 * @param binary the executable
 * @param cacheMegabytes memory for its cache
 */
record MongodLaunch(DataFolder folder, Path binary, int cacheMegabytes) {
  /** The default is a share of the disk; nobody reads this oplog but its own member. */
  private static final String OPLOG_MEGABYTES = "512";

  private static final Duration START = Duration.ofSeconds(60);

  /**
   * Starts it and waits until it takes writes. Empty if the process died: another one took the port
   * or the database in the same moment.
   *
   * @param freshPort true to take another port than the last time
   */
  Optional<RunningMongod> start(boolean freshPort) {
    try {
      return start(port(folder.path().resolve("mongod.port"), freshPort), _ -> {});
    } catch (IOException e) {
      throw Failure.failed("mongod can't be started: " + e.getMessage());
    }
  }

  /**
   * Starts it where the drivers of this process look for it. Empty if another one has the port, or
   * if the process died.
   *
   * @param started told of the process before it takes writes
   */
  Optional<RunningMongod> again(int port, Consumer<ProcessHandle> started) {
    return free(port).flatMap(same -> start(same, started));
  }

  private Optional<RunningMongod> start(int port, Consumer<ProcessHandle> started) {
    try {
      Files.createDirectories(folder.database());
      Path log = folder.path().resolve("mongod.log");
      Process process =
          new ProcessBuilder(command(port, log))
              .redirectErrorStream(true)
              .redirectOutput(folder.path().resolve("mongod.out").toFile())
              .start();
      started.accept(process.toHandle());
      RunningMongod running = new RunningMongod(process.toHandle(), port);
      if (ReplicaSet.ready(port, START, process::isAlive)) {
        return Optional.of(running);
      }
      running.stop(Mongod.STOP);
      return Optional.empty();
    } catch (IOException e) {
      throw Failure.failed("mongod can't be started: " + e.getMessage());
    }
  }

  private List<String> command(int port, Path log) {
    List<String> command = new ArrayList<>();
    setsid().ifPresent(path -> command.add(path.toString()));
    command.add(binary.toString());
    command.addAll(List.of("--dbpath", folder.database().toString()));
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
}

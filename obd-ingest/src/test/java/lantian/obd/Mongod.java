package lantian.obd;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.bson.Document;

/** One mongod process on a loopback port, with its files in a folder of its own. */
public final class Mongod {
  private final Path binary;
  private final Path folder;
  private final int port;
  private final double cacheGigabytes;
  private Process process;

  private Mongod(Path binary, Path folder, int port, double cacheGigabytes) throws IOException {
    this.binary = binary;
    this.folder = folder;
    this.port = port;
    this.cacheGigabytes = cacheGigabytes;
    this.process = launch();
  }

  /** Starts a process on a free port; it answers commands a moment later. */
  static Mongod start(Path binary, Path folder, double cacheGigabytes) throws IOException {
    Files.createDirectories(folder);
    return new Mongod(binary, folder, freePort(), cacheGigabytes);
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  /** Host and port as the driver writes them. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  /** The folder that holds the data files. */
  public Path folder() {
    return folder;
  }

  /** Process id of the running or last process. */
  public long pid() {
    return process.pid();
  }

  /** Ends the process with SIGKILL and waits until it is gone. */
  public void kill() {
    process.destroyForcibly();
    await(process);
  }

  /** Starts the process again on the same port and files; ends it first if it still runs. */
  public void restart() {
    kill();
    try {
      process = launch();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Freezes the process (SIGSTOP): its sockets stay open and nothing answers. Comes back when every
   * thread stands, which takes a while on a busy machine.
   */
  public void pause() {
    signal("STOP");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!stands()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("process " + pid() + " does not stand");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  /** True if no thread runs any more, as far as the system tells (Linux does). */
  private boolean stands() {
    Path tasks = Path.of("/proc", Long.toString(pid()), "task");
    if (!Files.isDirectory(tasks)) {
      return true;
    }
    try (Stream<Path> each = Files.list(tasks)) {
      return each.allMatch(Mongod::stopped);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The state stands behind the name in parentheses; a thread that is gone runs no more. */
  private static boolean stopped(Path task) {
    try {
      String stat = Files.readString(task.resolve("stat"));
      return stat.startsWith(") T", stat.lastIndexOf(')'));
    } catch (IOException gone) {
      return true;
    }
  }

  /** Lets a frozen process go on (SIGCONT). */
  public void resume() {
    signal("CONT");
  }

  /** Runs a command on the admin database of this member, whatever its role. */
  public Document admin(Document command) {
    String uri =
        "mongodb://" + address() + "/?directConnection=true&serverSelectionTimeoutMS=20000";
    try (MongoClient client = MongoClients.create(uri)) {
      return client.getDatabase("admin").runCommand(command);
    }
  }

  private Process launch() throws IOException {
    List<String> command =
        List.of(
            binary.toString(),
            "--dbpath=" + folder,
            "--port=" + port,
            "--bind_ip=127.0.0.1",
            "--nounixsocket",
            "--replSet=" + MongoSet.NAME,
            "--oplogSize=256",
            "--wiredTigerCacheSizeGB=" + cacheGigabytes,
            "--logpath=" + folder.resolve("mongod.log"),
            "--logappend",
            "--setParameter=enableTestCommands=1",
            // It would remove by its own clock what ends by a test's.
            "--setParameter=ttlMonitorEnabled=false",
            "--setParameter=diagnosticDataCollectionEnabled=false");
    Process started =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Files.writeString(folder.resolve("pid"), Long.toString(started.pid()));
    return started;
  }

  private void signal(String name) {
    try {
      await(new ProcessBuilder("kill", "-" + name, Long.toString(pid())).inheritIO().start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(Process process) {
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        throw new IllegalStateException("process " + process.pid() + " did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}

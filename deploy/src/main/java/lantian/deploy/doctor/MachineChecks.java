package lantian.deploy.doctor;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks at the machine: JDK, disk, file limit, ports. */
public final class MachineChecks {
  private static final int JDK = 25;
  private static final long GIB = 1L << 30;
  private static final long WRONG_BELOW = 2 * GIB;
  private static final long ADVICE_BELOW = 20 * GIB;
  private static final long FILES = 20_000;

  private final Path data;
  private final Map<String, Integer> ports;
  private final boolean serverRuns;

  /**
   * Checks for one server.
   *
   * @param data its data folder
   * @param ports the ports it wants by name; 0 stands for any
   * @param serverRuns true if it is running now, so that its ports are taken by itself
   */
  public MachineChecks(Path data, Map<String, Integer> ports, boolean serverRuns) {
    this.data = data;
    this.ports = ports;
    this.serverRuns = serverRuns;
  }

  /** All of them. */
  public List<Verdict> run() {
    List<Verdict> out = new ArrayList<>();
    out.add(jdk(Runtime.version().feature()));
    out.add(disk());
    out.add(files());
    ports.forEach((name, port) -> out.add(port(name, port)));
    return out;
  }

  static Verdict jdk(int feature) {
    String says = "JDK " + Runtime.version();
    return feature >= JDK ? Verdict.ok("jdk", says) : Verdict.wrong("jdk", says + ", needs 25");
  }

  private Verdict disk() {
    Path there = data;
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    try {
      FileStore store = Files.getFileStore(there);
      return disk(store.getUsableSpace(), Files.isWritable(there));
    } catch (IOException e) {
      return Verdict.wrong("disk", "the data folder can't be looked at: " + e.getMessage());
    }
  }

  static Verdict disk(long free, boolean writable) {
    String says = "%.1f GiB free for the data folder".formatted((double) free / GIB);
    if (!writable) {
      return Verdict.wrong("disk", "the data folder can't be written");
    }
    if (free < WRONG_BELOW) {
      return Verdict.wrong("disk", says + "; mongod stops when a disk is full");
    }
    return free < ADVICE_BELOW
        ? Verdict.advice("disk", says + "; 20 GiB or more are better")
        : Verdict.ok("disk", says);
  }

  private static Verdict files() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? files(unix.getMaxFileDescriptorCount())
        : Verdict.advice("files", "the limit of open files is not known here");
  }

  static Verdict files(long limit) {
    String says = limit + " open files allowed";
    return limit >= FILES
        ? Verdict.ok("files", says)
        : Verdict.advice("files", says + "; each terminal takes one (ulimit -n)");
  }

  private Verdict port(String name, int port) {
    if (port == 0) {
      return Verdict.ok("port " + name, "any free port");
    }
    boolean free = free(port);
    if (free) {
      return serverRuns
          ? Verdict.advice(
              "port " + name, port + " is not taken: the server runs with other ports than these")
          : Verdict.ok("port " + name, port + " is free");
    }
    return serverRuns
        ? Verdict.ok("port " + name, port + " is taken, and the server runs")
        : Verdict.wrong("port " + name, port + " is taken by another program");
  }

  private static boolean free(int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return probe.getLocalPort() == port;
    } catch (IOException e) {
      return false;
    }
  }
}

package lantian.deploy.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** What Linux counts about processes and cores, read from {@code /proc} (系统计数). */
final class Machine {
  /** Kernel ticks per second; Linux shows processes' times in hundredths whatever it runs with. */
  private static final double TICKS = 100;

  private static final int UTIME = 11;
  private static final int STIME = 12;

  private Machine() {}

  /** CPU seconds a process has used, its ended threads among them; 0 once it is gone. */
  static double cpuSeconds(long pid) {
    String stat = text("/proc/" + pid + "/stat").orElse("");
    int name = stat.lastIndexOf(')');
    if (name < 0) {
      return 0;
    }
    String[] fields = stat.substring(name + 2).split(" ", -1);
    return (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME])) / TICKS;
  }

  /** Resident memory of a process in MB; 0 once it is gone. */
  static double residentMegabytes(long pid) {
    return text("/proc/" + pid + "/status")
        .flatMap(status -> status.lines().filter(line -> line.startsWith("VmRSS:")).findFirst())
        .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1_024.0)
        .orElse(0.0);
  }

  /** CPU seconds that all processes together have used, idle and waiting left out. */
  static double busySeconds() {
    String[] fields =
        text("/proc/stat").orElse("cpu").lines().findFirst().orElse("").split(" +", -1);
    double ticks = 0;
    // user nice system idle iowait irq softirq steal; guest time is inside user.
    for (int i = 1; i < Math.min(fields.length, 9); i++) {
      ticks += i == 4 || i == 5 ? 0 : Long.parseLong(fields[i]);
    }
    return ticks / TICKS;
  }

  /** Model of the processor and number of cores, for a report. */
  static String name() {
    String model =
        text("/proc/cpuinfo")
            .flatMap(info -> info.lines().filter(l -> l.startsWith("model name")).findFirst())
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .orElse(System.getProperty("os.arch", "unknown processor"));
    return "%d cores of %s, Linux %s, Java %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            model,
            System.getProperty("os.version"),
            Runtime.version());
  }

  /** True where these files exist. */
  static boolean readable() {
    return Files.isReadable(Path.of("/proc/stat"));
  }

  private static Optional<String> text(String file) {
    try {
      return Optional.of(Files.readString(Path.of(file)));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      // A process may end between the opening and the reading of its file.
      if (file.startsWith("/proc/stat")) {
        throw new UncheckedIOException(e);
      }
      return Optional.empty();
    }
  }
}

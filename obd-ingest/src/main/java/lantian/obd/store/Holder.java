package lantian.obd.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.bson.Document;

/**
 * The process that holds a lease (租约持有者), described so that another process on the same machine can
 * tell whether it still lives.
 *
 * @param machine machine and process-number space: a dead number means a dead process only there
 * @param pid process number
 * @param started when the process started, epoch milliseconds; 0 if the system does not tell
 */
record Holder(String machine, long pid, long started) {
  private static final long CLOCK_STEP_MILLIS = 5_000;

  /** This process. */
  static Holder self() {
    ProcessHandle self = ProcessHandle.current();
    return new Holder(thisMachine(), self.pid(), startOf(self));
  }

  static Holder of(Document document) {
    return new Holder(
        document.getString("machine"), document.getLong("pid"), document.getLong("started"));
  }

  Document document() {
    return new Document("machine", machine).append("pid", pid).append("started", started);
  }

  /** True only if it is certain that the process is gone; a process elsewhere never is. */
  boolean knownDead() {
    if (!machine.equals(thisMachine())) {
      return false;
    }
    Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    return process.isEmpty() || startedLater(process.get());
  }

  /** The number was given to another process since; the clock may have been set in between. */
  private boolean startedLater(ProcessHandle process) {
    long start = startOf(process);
    return started != 0 && start != 0 && Math.abs(start - started) > CLOCK_STEP_MILLIS;
  }

  private static long startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  /** Changes with every start of the machine and differs between containers. */
  private static String thisMachine() {
    try {
      Path boot = Path.of("/proc/sys/kernel/random/boot_id");
      Path numbers = Path.of("/proc/self/ns/pid");
      if (Files.isReadable(boot)) {
        String space =
            Files.isSymbolicLink(numbers) ? Files.readSymbolicLink(numbers).toString() : "";
        return Files.readString(boot).strip() + space;
      }
      return java.net.InetAddress.getLocalHost().getHostName();
    } catch (IOException e) {
      throw new UncheckedIOException("this machine can't be named", e);
    }
  }
}

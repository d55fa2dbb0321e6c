package lantian.deploy.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** CPU time of the current thread: what others do to the machine hardly changes it (线程CPU时间). */
final class CpuClock {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private CpuClock() {}

  /** Nanoseconds of CPU that this thread has used. */
  static long nanos() {
    return THREADS.getCurrentThreadCpuTime();
  }
}

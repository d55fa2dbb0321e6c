package lantian.deploy.archive;

import java.util.function.Supplier;
import lantian.deploy.console.Failure;
import lantian.obd.log.DamagedLogException;

/** Reads of the log that end the command if it is damaged. */
final class SoundLog {
  private SoundLog() {}

  /**
   * What is read.
   *
   * @throws Failure if the log is damaged
   */
  static <T> T read(Supplier<T> read) {
    try {
      return read.get();
    } catch (DamagedLogException e) {
      throw Failure.failed("the log is damaged, run lantian verify: " + e.getMessage());
    }
  }
}

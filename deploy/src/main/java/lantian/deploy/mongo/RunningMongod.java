package lantian.deploy.mongo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A mongod that is alive on a folder of ours, whoever started it.
 *
 * <p>mongod itself writes its pid into {@code mongod.lock}. A pid may have been handed to another
 * process since, so it only counts if that process was started with this very database folder.
 *
 * @param process the process
 * @param port the loopback port it listens on
 */
record RunningMongod(ProcessHandle process, int port) {
  /** The mongod on this database folder, if one is alive. */
  static Optional<RunningMongod> on(Path database) {
    return pid(database.resolve("mongod.lock"))
        .flatMap(ProcessHandle::of)
        .filter(ProcessHandle::isAlive)
        .flatMap(process -> identified(process, database));
  }

  private static Optional<Long> pid(Path lock) {
    try {
      String text = Files.readString(lock, StandardCharsets.US_ASCII).strip();
      return text.matches("\\d{1,10}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<RunningMongod> identified(ProcessHandle process, Path database) {
    List<String> arguments = Arrays.asList(process.info().arguments().orElse(new String[0]));
    return after(arguments, "--dbpath")
        .filter(database.toString()::equals)
        .flatMap(same -> after(arguments, "--port"))
        .map(port -> new RunningMongod(process, Integer.parseInt(port)));
  }

  private static Optional<String> after(List<String> arguments, String option) {
    int at = arguments.indexOf(option);
    return at < 0 || at + 1 >= arguments.size()
        ? Optional.empty()
        : Optional.of(arguments.get(at + 1));
  }

  /** Asks it to end; after the time is up it is killed. */
  void stop(Duration patience) {
    process.destroy();
    if (!ended(patience)) {
      process.destroyForcibly();
      ended(Duration.ofSeconds(5));
    }
  }

  private boolean ended(Duration patience) {
    try {
      process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return !process.isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

package lantian.deploy.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import lantian.deploy.console.Failure;
import org.jspecify.annotations.Nullable;

/** Where a bench works (测试目录): a folder that was named is kept, one of our own is removed. */
final class BenchFolder {
  /** Something to do in a folder. */
  interface Bench {
    void in(Path folder) throws IOException, InterruptedException;
  }

  private BenchFolder() {}

  /**
   * Runs it in the named folder, or in a new one if none is; a failure leaves what there is.
   *
   * @param again true if the named folder may hold what a bench has left there
   */
  static void run(@Nullable Path named, boolean again, PrintWriter progress, Bench bench)
      throws IOException, InterruptedException {
    if (!Files.isReadable(Path.of("/proc/stat"))) {
      throw Failure.usage("the bench reads CPU times from /proc, which only Linux has");
    }
    Path folder =
        named == null ? Files.createTempDirectory("lantian-bench") : named.toAbsolutePath();
    Files.createDirectories(folder);
    try (Stream<Path> inside = Files.list(folder)) {
      if (!again && inside.findAny().isPresent()) {
        throw Failure.usage("the folder " + folder + " is not empty; name another with --data");
      }
    }
    boolean done = false;
    try {
      bench.in(folder);
      done = true;
    } finally {
      if (named == null && done) {
        remove(folder);
      } else {
        progress.println("what was left is in " + folder);
      }
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}

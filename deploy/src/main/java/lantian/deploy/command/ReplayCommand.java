package lantian.deploy.command;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import lantian.deploy.console.Failure;
import lantian.deploy.console.Json;
import lantian.deploy.replay.Replay;
import lantian.deploy.replay.ReplayCounts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lantian replay FILE --to host:port}. */
@Command(
    name = "replay",
    description = "Sends a capture to a server as a terminal would and counts the answers.",
    mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "FILE",
      description = "Hex lines (blanks separate what is written at once) or binary.")
  private Path file = Path.of("");

  @Option(names = "--to", paramLabel = "HOST:PORT", required = true, description = "Where to.")
  private String to = "";

  @Option(names = "--window", description = "Most unanswered frames (default ${DEFAULT-VALUE}).")
  private int window = 16;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      description = "How long an answer may take (default ${DEFAULT-VALUE}).")
  private int patience = 10;

  @Option(
      names = "--binary",
      description = "The file holds the bytes themselves, even if it looks like text.")
  private boolean binary;

  @Option(names = "--json", description = "Counts as one JSON line.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    if (!Files.isReadable(file)) {
      throw Failure.usage("can't read " + file);
    }
    if (window < 1 || patience < 1) {
      throw Failure.usage("--window and --patience must be at least 1");
    }
    Replay replay = new Replay(server(to), window, Duration.ofSeconds(patience));
    try {
      say(replay.play(file, binary));
      return 0;
    } catch (IOException e) {
      throw Failure.failed("replay to " + to + ": " + e.getMessage());
    }
  }

  private void say(ReplayCounts counts) {
    String text =
        json
            ? Json.line(counts)
            : "%d frames in %d bytes sent, %d bytes belong to no frame; %d answers, %d negative"
                .formatted(
                    counts.frames(),
                    counts.bytes(),
                    counts.junkBytes(),
                    counts.answers(),
                    counts.negative());
    spec.commandLine().getOut().println(text);
  }

  /** The address behind {@code --to}. */
  static InetSocketAddress server(String text) {
    int colon = text.lastIndexOf(':');
    @Nullable Integer port = colon < 1 ? null : port(text.substring(colon + 1));
    if (port == null) {
      throw Failure.usage("--to " + text + " is not host:port");
    }
    InetSocketAddress address = new InetSocketAddress(text.substring(0, colon), port);
    if (address.isUnresolved()) {
      throw Failure.usage("--to names an unknown host: " + text.substring(0, colon));
    }
    return address;
  }

  private static @Nullable Integer port(String text) {
    return text.matches("\\d{1,5}") && Integer.parseInt(text) <= 65_535
        ? Integer.valueOf(text)
        : null;
  }
}

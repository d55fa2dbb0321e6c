package lantian.deploy.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import lantian.deploy.console.Failure;
import lantian.deploy.console.Json;
import lantian.deploy.server.Settings;
import lantian.obd.packet.CipherSettings;
import lantian.obd.packet.KeyFile;
import lantian.obd.packet.ObdDecode;
import lantian.obd.packet.Profile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code lantian decode obd}: one line in, one JSON object out, at once, so that another program
 * can hold a conversation.
 */
@Command(
    name = "obd",
    description = {
      "Decodes byte streams from standard input: a line is a stream in hex,",
      "blanks separate what arrives in separate reads, the stream ends with the line."
    },
    mixinStandardHelpOptions = true)
final class DecodeObd implements Callable<Integer> {
  private record Unreadable(String error) {}

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--profile",
      description = "What ambiguous bytes mean: ${COMPLETION-CANDIDATES} (default GB17691).")
  private Profile profile = Profile.GB17691;

  @Option(
      names = "--keys",
      paramLabel = "FILE",
      description = "Key file, or folder of key files, to decrypt and to check signatures with.")
  private @Nullable Path keys;

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = "Settings file (YAML) whose block ciphers says how units are encrypted.")
  private @Nullable Path settings;

  @Option(names = "--explain", description = "Shows frames field by field for a person.")
  private boolean explain;

  private final InputStream in;

  DecodeObd() {
    this(System.in);
  }

  DecodeObd(InputStream in) {
    this.in = in;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    boolean readable = true;
    try {
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1));
      ObdDecode decode = new ObdDecode(profile, keyFile(), ciphers());
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        readable &= decoded(decode, line, out);
        out.flush();
      }
    } catch (IOException e) {
      throw Failure.failed("standard input: " + e.getMessage());
    }
    return readable ? 0 : Failure.FAILED;
  }

  /** Prints the answer to one line; a line that is no hex gets an answer too. */
  private boolean decoded(ObdDecode decode, String line, PrintWriter out) {
    try {
      out.println(explain ? decode.explain(line) : decode.line(line));
      return true;
    } catch (IllegalArgumentException e) {
      out.println(Json.line(new Unreadable(String.valueOf(e.getMessage()))));
      return false;
    }
  }

  /** What the server with these settings would decrypt with; the environment has its say too. */
  private CipherSettings ciphers() {
    Map<String, String> environment = System.getenv();
    String named = environment.get("LANTIAN_SETTINGS");
    Path file = settings != null || named == null ? settings : Path.of(named);
    return Settings.read(file, environment).ciphers();
  }

  private KeyFile keyFile() {
    if (keys == null) {
      return KeyFile.NONE;
    }
    try {
      return KeyFile.read(keys);
    } catch (IOException | IllegalArgumentException e) {
      throw Failure.usage("--keys " + keys + ": " + e.getMessage());
    }
  }
}

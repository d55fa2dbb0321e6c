package lantian.deploy;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import lantian.deploy.command.Lantian;

/** Where {@code deploy/lantian} enters Java. */
public final class Main {
  private Main() {}

  /** Runs one command; exit code 0 done, 1 failed, 2 used wrongly. */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int exitCode = Lantian.run(arguments, out, err);
    out.flush();
    System.exit(exitCode);
  }
}

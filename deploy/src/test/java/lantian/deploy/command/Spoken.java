package lantian.deploy.command;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * What a command said.
 *
 * @param exitCode 0, 1 or 2
 * @param out standard output
 * @param err standard error
 */
record Spoken(int exitCode, String out, String err) {
  static Spoken by(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = Lantian.run(arguments, new PrintWriter(out), new PrintWriter(err));
    return new Spoken(exitCode, out.toString(), err.toString());
  }
}

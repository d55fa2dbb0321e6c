package lantian.deploy.console;

/**
 * A command can't go on, for a reason that one line explains (命令失败). Whoever started it sees the
 * line, not a stack trace.
 */
public final class Failure extends RuntimeException {
  /** Exit code of a command that was used wrongly or lacks a prerequisite. */
  public static final int USAGE = 2;

  /** Exit code of a command that was understood and didn't succeed. */
  public static final int FAILED = 1;

  private static final long serialVersionUID = 1;

  private final int exitCode;

  private Failure(int exitCode, String line) {
    super(line);
    this.exitCode = exitCode;
  }

  /** Wrong option, wrong setting, missing prerequisite: exit code 2. */
  public static Failure usage(String line) {
    return new Failure(USAGE, line);
  }

  /** The command was right and did not succeed: exit code 1. */
  public static Failure failed(String line) {
    return new Failure(FAILED, line);
  }

  /** The line itself. */
  public String line() {
    return String.valueOf(getMessage());
  }

  /** 1 or 2. */
  public int exitCode() {
    return exitCode;
  }
}

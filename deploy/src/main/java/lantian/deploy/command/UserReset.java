package lantian.deploy.command;

import java.util.concurrent.Callable;
import lantian.deploy.console.Failure;
import lantian.deploy.console.Json;
import lantian.desk.access.Access;
import lantian.desk.access.Account;
import lantian.desk.audit.Act;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lantian user reset NAME}. */
@Command(
    name = "reset",
    description = "Gives an account a new one-time password, prints it, and ends its sessions.",
    mixinStandardHelpOptions = true)
final class UserReset implements Callable<Integer> {
  /** What is printed for a program. */
  record Reset(String name, String oneTimePassword) {}

  @Mixin private UserOptions options = new UserOptions();

  @Parameters(paramLabel = "NAME", description = "Sign-in name.")
  private String name = "";

  @Override
  public Integer call() {
    return options.run((access, visit) -> {
      String id =
          access
              .accounts()
              .byName(name)
              .map(Account::id)
              .orElseThrow(() -> Failure.failed("there is no account " + name));
      String password =
          visit.change(Act.PASSWORD_RESET, name, "lantian user reset", () -> reset(access, id));
      options
          .out()
          .println(
              options.json()
                  ? Json.line(new Reset(name, password))
                  : name + " may sign in once with " + password);
    });
  }

  private String reset(Access access, String id) {
    String password =
        access
            .accounts()
            .resetPassword(id)
            .orElseThrow(() -> Failure.failed("there is no account " + name));
    access.sessions().endAll(id, null);
    return password;
  }
}

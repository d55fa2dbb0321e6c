package lantian.deploy.command;

import java.util.concurrent.Callable;
import lantian.deploy.console.Failure;
import lantian.deploy.console.Json;
import lantian.desk.access.Account;
import lantian.desk.audit.Act;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lantian user reset NAME}. */
@Command(
    name = "reset",
    description = "Gives an account a new one-time password and prints it.",
    mixinStandardHelpOptions = true)
final class UserReset implements Callable<Integer> {
  /** What is printed for a program. */
  record Reset(String name, String oneTimePassword) {}

  @Mixin private UserOptions options = new UserOptions();

  @Parameters(paramLabel = "NAME", description = "Sign-in name.")
  private String name = "";

  @Override
  public Integer call() {
    return options.run((accounts, visit) -> {
      String password =
          accounts
              .byName(name)
              .map(Account::id)
              .flatMap(accounts::resetPassword)
              .orElseThrow(() -> Failure.failed("there is no account " + name));
      visit.record(Act.PASSWORD_RESET, name, "lantian user reset");
      options
          .out()
          .println(
              options.json()
                  ? Json.line(new Reset(name, password))
                  : name + " may sign in once with " + password);
    });
  }
}

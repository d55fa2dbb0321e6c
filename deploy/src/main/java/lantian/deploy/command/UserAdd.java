package lantian.deploy.command;

import java.util.concurrent.Callable;
import lantian.deploy.console.Json;
import lantian.desk.access.NewAccount;
import lantian.desk.access.Role;
import lantian.desk.audit.Act;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lantian user add NAME --role ROLE}. */
@Command(
    name = "add",
    description = "Creates an account and prints its one-time password.",
    mixinStandardHelpOptions = true)
final class UserAdd implements Callable<Integer> {
  /** What is printed for a program. */
  record Added(String name, Role role, String oneTimePassword) {}

  @Mixin private UserOptions options = new UserOptions();

  @Parameters(paramLabel = "NAME", description = "Sign-in name: 3 to 40 of a-z 0-9 . _ -")
  private String name = "";

  @Option(names = "--role", required = true, description = "One of: ${COMPLETION-CANDIDATES}.")
  private Role role = Role.STATION;

  @Option(names = "--display", description = "Name as others read it (default: the sign-in name).")
  private @Nullable String display;

  @Option(names = "--organisation", description = "The user's organisation.")
  private @Nullable String organisation;

  @Option(names = "--county", description = "The only county whose rows the user may see.")
  private @Nullable String county;

  @Override
  public Integer call() {
    return options.run((access, visit) -> {
      NewAccount wanted =
          new NewAccount(name, display == null ? name : display, role, organisation, county);
      String password =
          visit.change(
              Act.USER_CREATED, name, "lantian user add", () -> access.accounts().create(wanted));
      options
          .out()
          .println(
              options.json()
                  ? Json.line(new Added(name, role, password))
                  : name + " may sign in once with " + password);
    });
  }
}

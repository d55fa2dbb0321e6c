package lantian.deploy.command;

import java.util.List;
import java.util.concurrent.Callable;
import lantian.deploy.console.Json;
import lantian.desk.access.Account;
import lantian.desk.access.Accounts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lantian user list}. */
@Command(
    name = "list",
    description = "Lists the accounts by name.",
    mixinStandardHelpOptions = true)
final class UserList implements Callable<Integer> {
  private static final int PAGE = 200;

  @Mixin private UserOptions options = new UserOptions();

  @Override
  public Integer call() {
    return options.run((access, visit) -> print(access.accounts()));
  }

  private void print(Accounts accounts) {
    @Nullable String after = null;
    List<Account> page;
    do {
      page = accounts.list(after, PAGE);
      page.forEach(account -> options.out().println(line(account)));
      after = page.isEmpty() ? null : page.getLast().name();
    } while (page.size() == PAGE);
  }

  private String line(Account account) {
    if (options.json()) {
      return Json.line(account);
    }
    return "%-20s %-10s %s%s"
        .formatted(
            account.name(),
            account.role(),
            account.display(),
            account.disabled() ? "  (disabled)" : "");
  }
}

package lantian.deploy.demo;

import java.util.ArrayList;
import java.util.List;
import lantian.desk.access.Account;
import lantian.desk.access.Accounts;
import lantian.desk.access.NewAccount;
import lantian.desk.access.Role;
import org.jspecify.annotations.Nullable;

/**
 * Accounts to look at the demo with (演示账号). Each start gives new one-time passwords, so that none
 * is ever known beforehand.
 */
public final class SignIns {
  private static final List<NewAccount> PEOPLE =
      List.of(
          new NewAccount("ecology", "生态环境演示", Role.ECOLOGY, null, null),
          new NewAccount("lead", "生态环境负责人演示", Role.ECOLOGY_LEAD, null, null),
          new NewAccount("police", "交警演示", Role.POLICE, null, null),
          new NewAccount("transport", "交通演示", Role.TRANSPORT, null, null),
          new NewAccount("station", "维修站演示", Role.STATION, "演示维修站", null),
          new NewAccount("system", "系统演示", Role.SYSTEM, null, null),
          new NewAccount("auditor", "审计演示", Role.AUDIT, null, null));

  private final Accounts accounts;

  /** For these accounts. */
  public SignIns(Accounts accounts) {
    this.accounts = accounts;
  }

  /**
   * One way in.
   *
   * @param name sign-in name
   * @param role what it may be
   * @param oneTimePassword must be changed at the first sign-in
   */
  public record SignIn(String name, Role role, String oneTimePassword) {}

  /**
   * Makes the accounts or gives them new passwords.
   *
   * @param firstAdministrator password of {@code admin} if this start created it
   */
  public List<SignIn> prepare(@Nullable String firstAdministrator) {
    List<SignIn> out = new ArrayList<>();
    if (firstAdministrator != null) {
      out.add(new SignIn(Accounts.FIRST, Role.SECURITY, firstAdministrator));
    }
    for (NewAccount person : PEOPLE) {
      out.add(new SignIn(person.name(), person.role(), password(person)));
    }
    return out;
  }

  private String password(NewAccount person) {
    return accounts
        .byName(person.name())
        .map(Account::id)
        .flatMap(accounts::resetPassword)
        .orElseGet(() -> accounts.create(person));
  }
}

package lantian.desk.route;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import lantian.desk.DeskSettings;
import lantian.desk.access.Access;
import lantian.desk.access.Account;
import lantian.desk.access.NewAccount;
import lantian.desk.access.Role;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import lantian.desk.http.Answer;
import lantian.desk.http.Call;
import lantian.desk.http.Operation;
import lantian.desk.organisation.Organisations;
import org.jspecify.annotations.Nullable;

/** Users, kept by the security administrator (用户管理). */
final class UserOperations {
  private final Access access;
  private final Organisations organisations;
  private final Listing listing;
  private final DeskSettings.Limits limits;

  UserOperations(
      Access access, Organisations organisations, Listing listing, DeskSettings.Limits limits) {
    this.access = access;
    this.organisations = organisations;
    this.listing = listing;
    this.limits = limits;
  }

  void into(Map<String, Operation> operations) {
    operations.put("listUsers", this::list);
    operations.put("createUser", this::create);
    operations.put("getUser", this::get);
    operations.put("changeUser", this::change);
    operations.put("linkUser", this::link);
    operations.put("resetPassword", this::reset);
    operations.put(
        "listUserSessions",
        call -> Answer.of(SessionOperations.sessions(access, account(call).id(), null)));
    operations.put("endUserSessions", this::endSessions);
  }

  private Answer list(Call call) {
    int limit = Math.min(limits.page(), call.inputs().number("limit", 50));
    List<Account> accounts = access.accounts().list(listing.cursor(call), limit);
    JsonArray rows = new JsonArray();
    accounts.forEach(account -> rows.add(json(account)));
    String next = accounts.size() < limit ? null : listing.seal(call, accounts.getLast().name());
    return Answer.of(new JsonObject().put("rows", rows).put("next", next));
  }

  private Answer create(Call call) {
    JsonObject wanted = call.json();
    Role role = Role.valueOf(wanted.getString("role"));
    String organisation = wanted.getString("organisation");
    call.about(wanted.getString("name"));
    call.because(role.name());
    if (role.ownOnly() && organisation == null) {
      throw new Refusal(
          Fault.INVALID,
          List.of(
              FieldError.of(
                  "organisation",
                  "MISSING",
                  role.zh() + "用户须填写单位",
                  "organisation is required: this role sees what belongs to its own only")));
    }
    OrganisationOperations.refuseUnknown(organisations, organisation);
    NewAccount account =
        new NewAccount(
            wanted.getString("name"),
            wanted.getString("display"),
            role,
            organisation,
            wanted.getString("county"));
    call.begins();
    String password = access.accounts().create(account, call.attempt().random());
    Account created = access.accounts().byName(account.name()).orElseThrow();
    return Answer.created(withPassword(created, password))
        .with("ETag", tag(created))
        .with("Location", "/v1/users/" + created.id());
  }

  private Answer change(Call call) {
    Account account = account(call);
    refuseSelf(call, account);
    boolean disabled = call.json().getBoolean("disabled");
    call.because(disabled ? "disabled" : "enabled");
    if (account.version() != version(call)) {
      throw new Refusal(Fault.CHANGED_SINCE);
    }
    call.begins();
    if (!access.accounts().disable(account.id(), version(call), disabled)) {
      throw new Refusal(Fault.CHANGED_SINCE);
    }
    if (disabled) {
      access.sessions().endAll(account.id(), null);
    }
    return get(call);
  }

  private Answer link(Call call) {
    Account account = account(call);
    refuseSelf(call, account);
    String issuer = access.signOn().issuer().orElseThrow(() -> new Refusal(Fault.SIGN_ON_OFF));
    String subject = call.json().getString("subject");
    call.because(subject == null ? "unlinked" : "linked");
    if (account.version() != version(call)) {
      throw new Refusal(Fault.CHANGED_SINCE);
    }
    call.begins();
    Account.Link link = subject == null ? null : new Account.Link(issuer, subject);
    if (!access.accounts().link(account.id(), version(call), link)) {
      throw new Refusal(Fault.CHANGED_SINCE);
    }
    // Whoever came in by the old link may not be who was meant.
    access.sessions().endAll(account.id(), null);
    return get(call);
  }

  private Answer get(Call call) {
    Account account = account(call);
    return Answer.of(json(account)).with("ETag", tag(account));
  }

  private static String tag(Account account) {
    return "\"" + account.version() + "\"";
  }

  /** The state that the caller read; the contract lets nothing else through. */
  private static long version(Call call) {
    return Long.parseLong(call.inputs().needed("If-Match").replace("\"", ""));
  }

  private Answer reset(Call call) {
    Account account = account(call);
    refuseSelf(call, account);
    call.begins();
    String password =
        access
            .accounts()
            .resetPassword(account.id(), call.attempt().mark(), call.attempt().random())
            .orElseThrow(() -> new Refusal(Fault.NOT_FOUND));
    access.sessions().endAll(account.id(), null);
    return Answer.of(withPassword(account(call), password));
  }

  private Answer endSessions(Call call) {
    Account account = account(call);
    call.begins();
    long ended = access.sessions().endAll(account.id(), null);
    return Answer.of(new JsonObject().put("count", ended));
  }

  private Account account(Call call) {
    Account account =
        access
            .accounts()
            .byId(call.inputs().needed("userId"))
            .orElseThrow(() -> new Refusal(Fault.NOT_FOUND));
    call.about(account.name());
    return account;
  }

  /** Nobody may shut himself out, or get round the check of the old password. */
  private static void refuseSelf(Call call, Account account) {
    if (account.id().equals(call.caller().id())) {
      throw new Refusal(
          Fault.CONFLICT, List.of(FieldError.of("userId", "SELF", "不能对自己操作", "not to oneself")));
    }
  }

  private JsonObject withPassword(Account account, String password) {
    return new JsonObject().put("user", json(account)).put("oneTimePassword", password);
  }

  /** A subject holds under the issuer that it was written for only. */
  private @Nullable String subject(Account account) {
    String issuer = access.signOn().issuer().orElse("");
    return account
        .links()
        .filter(link -> link.issuer().equals(issuer))
        .map(Account.Link::subject)
        .orElse(null);
  }

  private JsonObject json(Account account) {
    return new JsonObject()
        .put("id", account.id())
        .put("name", account.name())
        .put("display", account.display())
        .put("role", account.role().name())
        .put("organisation", account.organisation())
        .put("county", account.county())
        .put("disabled", account.disabled())
        .put("mustChangePassword", account.mustChangePassword())
        .put("subject", subject(account))
        .put("created", Moments.text(account.created()));
  }
}

package lantian.desk.access;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import org.bson.BsonType;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** The local accounts (用户账号), {@code desk_users}. Calls block. */
public final class Accounts {
  /** Sign-in name of the administrator that the first start creates. */
  public static final String FIRST = "admin";

  private static final Bson ONE_MORE = Updates.inc("version", 1L);

  private final MongoCollection<Document> users;
  private final Passwords passwords;
  private final Tokens tokens;
  private final InstantSource clock;

  /** An account with its stored hash. */
  record Known(Account account, String hash) {}

  Accounts(MongoDatabase durable, Passwords passwords, Tokens tokens, InstantSource clock) {
    this.users = durable.getCollection("desk_users");
    this.passwords = passwords;
    this.tokens = tokens;
    this.clock = clock;
    users.createIndex(Indexes.ascending("name"), new IndexOptions().unique(true));
    users.createIndex(
        Indexes.ascending("link.issuer", "link.subject"),
        new IndexOptions().unique(true).partialFilterExpression(Filters.exists("link.subject")));
  }

  /**
   * Creates the first security administrator, {@code admin}, if there is no account at all.
   *
   * @return its one-time password, to be shown once
   */
  public Optional<String> createFirst() {
    if (users.find().limit(1).first() != null) {
      return Optional.empty();
    }
    try {
      return Optional.of(create(new NewAccount(FIRST, "安全管理员", Role.SECURITY, null, null)));
    } catch (Refusal e) {
      return Optional.empty(); // Another process was quicker.
    }
  }

  /** Creates an account with an id and password of its own. */
  public String create(NewAccount wanted) {
    return create(wanted, tokens.random());
  }

  /**
   * Creates an account.
   *
   * @param random where its id and password come from; who draws the same ones again finds it made
   * @return its one-time password; it must be changed at the first sign-in
   * @throws Refusal {@link Fault#CONFLICT} if the name is taken
   */
  public String create(NewAccount wanted, SecureRandom random) {
    Tokens drawn = new Tokens(random);
    String id = drawn.id();
    String password = drawn.oneTimePassword();
    Date now = Date.from(clock.instant());
    Document user =
        new Document("_id", id)
            .append("name", wanted.name())
            .append("display", wanted.display())
            .append("role", wanted.role().name())
            .append("edition", Role.EDITION)
            .append("organisation", wanted.organisation())
            .append("county", wanted.county())
            .append("disabled", false)
            .append("mustChangePassword", true)
            .append("password", passwords.hash(password))
            .append("passwordSet", now)
            .append("created", now)
            .append("version", 0L);
    try {
      users.insertOne(user);
    } catch (MongoWriteException e) {
      if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
        if (byId(id).filter(made -> made.name().equals(wanted.name())).isPresent()) {
          return password;
        }
        throw new Refusal(
            Fault.CONFLICT, List.of(FieldError.of("name", "TAKEN", "用户名已存在", "the name is taken")));
      }
      throw e;
    }
    return password;
  }

  /** How many of an organisation may sign in. */
  public long enabled(String organisation) {
    return users.countDocuments(
        Filters.and(Filters.eq("organisation", organisation), Filters.eq("disabled", false)));
  }

  /** Organisations that accounts belong to. */
  public Set<String> organisations() {
    return users
        .distinct("organisation", Filters.type("organisation", BsonType.STRING), String.class)
        .into(new TreeSet<>());
  }

  /** All accounts by name, at most {@code limit}, behind {@code afterName}. */
  public List<Account> list(@Nullable String afterName, int limit) {
    Bson filter = afterName == null ? Filters.empty() : Filters.gt("name", afterName);
    List<Account> found = new ArrayList<>();
    users.find(filter).sort(Sorts.ascending("name")).limit(limit).forEach(d -> found.add(of(d)));
    return found;
  }

  /** The account with this id. */
  public Optional<Account> byId(String id) {
    return Optional.ofNullable(users.find(Filters.eq("_id", id)).first()).map(Accounts::of);
  }

  /** The account with this sign-in name. */
  public Optional<Account> byName(String name) {
    return known(name).map(Known::account);
  }

  /** Gives a new one-time password; empty if there is no such account. */
  public Optional<String> resetPassword(String id) {
    return resetPassword(id, tokens.id(), tokens.random());
  }

  /**
   * Gives a new one-time password; empty if there is no such account.
   *
   * @param mark names this reset: it is done once
   * @param random where the password comes from
   */
  public Optional<String> resetPassword(String id, String mark, SecureRandom random) {
    String password = new Tokens(random).oneTimePassword();
    Bson fresh = Filters.and(Filters.eq("_id", id), Filters.ne("reset", mark));
    Bson change = Updates.combine(password(password, true), Updates.set("reset", mark));
    boolean reset = users.updateOne(fresh, change).getMatchedCount() == 1;
    return reset || byId(id).isPresent() ? Optional.of(password) : Optional.empty();
  }

  /** Allows or forbids signing in; false if there is no such account. */
  public boolean disable(String id, boolean disabled) {
    return disable(Filters.eq("_id", id), disabled);
  }

  /** The same if it still is in the state that was read; false if it is not. */
  public boolean disable(String id, long version, boolean disabled) {
    return disable(state(id, version), disabled);
  }

  private static Bson state(String id, long version) {
    Bson state =
        version == 0
            ? Filters.in("version", java.util.Arrays.asList(null, 0L)) // Older ones have none.
            : Filters.eq("version", version);
    return Filters.and(Filters.eq("_id", id), state);
  }

  private boolean disable(Bson account, boolean disabled) {
    Bson change = Updates.combine(Updates.set("disabled", disabled), ONE_MORE);
    return users.updateOne(account, change).getMatchedCount() == 1;
  }

  /** The account that a provider's subject is linked to. */
  Optional<Account> byLink(String issuer, String subject) {
    Bson link = Filters.and(Filters.eq("link.issuer", issuer), Filters.eq("link.subject", subject));
    return Optional.ofNullable(users.find(link).first()).map(Accounts::of);
  }

  /**
   * Links an account to whom a provider knows its owner as, or to nobody.
   *
   * @param version the state that was read
   * @return false if it is no longer in that state
   * @throws Refusal {@link Fault#CONFLICT} if that is the owner of another account
   */
  public boolean link(String id, long version, Account.@Nullable Link link) {
    Bson change =
        link == null
            ? Updates.unset("link")
            : Updates.set(
                "link", new Document("issuer", link.issuer()).append("subject", link.subject()));
    try {
      return users
              .updateOne(state(id, version), Updates.combine(change, ONE_MORE))
              .getMatchedCount()
          == 1;
    } catch (MongoWriteException e) {
      if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
        throw new Refusal(
            Fault.CONFLICT,
            List.of(
                FieldError.of(
                    "subject", "TAKEN", "该统一认证标识已关联其他账号", "it is linked to another account")));
      }
      throw e;
    }
  }

  Optional<Known> known(String name) {
    return Optional.ofNullable(users.find(Filters.eq("name", name)).first())
        .map(stored -> new Known(of(stored), stored.getString("password")));
  }

  boolean setPassword(String id, String password, boolean mustChange) {
    Bson change = password(password, mustChange);
    return users.updateOne(Filters.eq("_id", id), change).getMatchedCount() == 1;
  }

  private Bson password(String password, boolean mustChange) {
    return Updates.combine(
        Updates.set("password", passwords.hash(password)),
        Updates.set("passwordSet", Date.from(clock.instant())),
        Updates.set("mustChangePassword", mustChange),
        ONE_MORE);
  }

  /** Replaces the hash by one of the same password; everything else stays. */
  void rehash(String id, String oldHash, String password) {
    users.updateOne(
        Filters.and(Filters.eq("_id", id), Filters.eq("password", oldHash)),
        Updates.set("password", passwords.hash(password)));
  }

  private static Account of(Document stored) {
    return new Account(
        stored.getString("_id"),
        stored.getString("name"),
        stored.getString("display"),
        Role.stored(stored.getString("role"), stored.get("edition", 1)),
        stored.getString("organisation"),
        stored.getString("county"),
        stored.getBoolean("disabled"),
        stored.getBoolean("mustChangePassword"),
        stored.getDate("passwordSet").toInstant(),
        stored.getDate("created").toInstant(),
        link(stored.get("link", Document.class)),
        stored.get("version", 0L));
  }

  private static Account.@Nullable Link link(@Nullable Document stored) {
    return stored == null
        ? null
        : new Account.Link(stored.getString("issuer"), stored.getString("subject"));
  }
}

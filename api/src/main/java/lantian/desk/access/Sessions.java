package lantian.desk.access;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import lantian.desk.DeskSettings;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Sessions of signed-in users (会话), {@code desk_sessions}. Only a digest of the cookie is stored.
 * Revoking is deleting.
 */
public final class Sessions {
  /** The last request is noted this exactly, so that not every request writes. */
  private static final Duration GRAIN = Duration.ofMinutes(1);

  /** Sessions of one user at once; a program that signs in for each request ends its own. */
  static final int MOST = 100;

  private final MongoCollection<Document> sessions;
  private final DeskSettings.Access settings;
  private final Tokens tokens;
  private final InstantSource clock;

  /**
   * A session as its owner and the security administrator see it.
   *
   * @param handle names it, proves nothing
   * @param user id of the account
   * @param created when it began
   * @param seen last request, to the minute
   * @param expires when it ends in any case
   * @param address from where it was begun
   * @param passwordSet when the password was set that began it; it ends with that password
   */
  public record Session(
      String handle,
      String user,
      Instant created,
      Instant seen,
      Instant expires,
      String address,
      Instant passwordSet) {}

  Sessions(
      MongoDatabase durable, DeskSettings.Access settings, Tokens tokens, InstantSource clock) {
    this.sessions = durable.getCollection("desk_sessions");
    this.settings = settings;
    this.tokens = tokens;
    this.clock = clock;
    sessions.createIndex(
        Indexes.ascending("expires"), new IndexOptions().expireAfter(0L, TimeUnit.SECONDS));
    sessions.createIndex(Indexes.ascending("user"));
  }

  /** Begins a session; returns the secret for the cookie. */
  String begin(Account account, String address) {
    String secret = tokens.secret();
    Instant now = clock.instant();
    sessions.insertOne(
        new Document("_id", Tokens.digest(secret))
            .append("handle", tokens.id())
            .append("user", account.id())
            .append("passwordSet", Date.from(account.passwordSet()))
            .append("created", Date.from(now))
            .append("seen", Date.from(now))
            .append("expires", Date.from(now.plus(settings.longest())))
            .append("address", address));
    endOldest(account.id());
    return secret;
  }

  /** Whoever signs in once more than he may has his oldest session ended. */
  private void endOldest(String user) {
    List<String> over = new ArrayList<>();
    sessions
        .find(Filters.eq("user", user))
        .sort(Sorts.orderBy(Sorts.descending("created"), Sorts.ascending("_id")))
        .skip(MOST)
        .projection(Projections.include("_id"))
        .forEach(stored -> over.add(stored.getString("_id")));
    if (!over.isEmpty()) {
      sessions.deleteMany(Filters.in("_id", over));
    }
  }

  /** The session of this secret if it has not ended; notes that it was used. */
  Optional<Session> find(String secret) {
    String id = Tokens.digest(secret);
    Document stored = sessions.find(Filters.eq("_id", id)).first();
    if (stored == null) {
      return Optional.empty();
    }
    Session session = of(stored);
    Instant now = clock.instant();
    boolean over = !now.isBefore(session.expires());
    if (over || !now.isBefore(session.seen().plus(settings.idle()))) {
      return Optional.empty();
    }
    if (now.isAfter(session.seen().plus(GRAIN))) {
      sessions.updateOne(Filters.eq("_id", id), Updates.max("seen", Date.from(now)));
    }
    return Optional.of(session);
  }

  /** Name of the session of this secret. */
  public Optional<String> handle(String secret) {
    return find(secret).map(Session::handle);
  }

  /** Ends the session of this secret. */
  void end(String secret) {
    sessions.deleteOne(Filters.eq("_id", Tokens.digest(secret)));
  }

  /** Ends all sessions of a user but the one of {@code keptSecret}; returns how many. */
  public long endAll(String user, @Nullable String keptSecret) {
    String kept = keptSecret == null ? "" : Tokens.digest(keptSecret);
    return sessions
        .deleteMany(Filters.and(Filters.eq("user", user), Filters.ne("_id", kept)))
        .getDeletedCount();
  }

  /** Ends one session of a user by its handle; false if there is none. */
  public boolean endOne(String user, String handle) {
    return sessions
            .deleteOne(Filters.and(Filters.eq("user", user), Filters.eq("handle", handle)))
            .getDeletedCount()
        == 1;
  }

  /** The newest sessions of a user, at most a hundred. */
  public List<Session> of(String user) {
    List<Session> found = new ArrayList<>();
    sessions
        .find(Filters.eq("user", user))
        .sort(Sorts.descending("created"))
        .limit(MOST)
        .forEach(stored -> found.add(of(stored)));
    return found;
  }

  private static Session of(Document stored) {
    return new Session(
        stored.getString("handle"),
        stored.getString("user"),
        stored.getDate("created").toInstant(),
        stored.getDate("seen").toInstant(),
        stored.getDate("expires").toInstant(),
        stored.getString("address"),
        stored.get("passwordSet", Date.from(Instant.EPOCH)).toInstant());
  }
}

package lantian.desk.rules;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lantian.desk.rules.RuleSetRecord.Act;
import lantian.proto.CityTime;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Proposed and activated rule sets (规则集簿), {@code desk_rule_sets}: one atomic write for each act.
 *
 * <p>A set applies from a day to come on, so that nobody is judged by a limit that was not in
 * force; its id is never used again, because findings name it.
 */
public final class RuleSetBook {
  static final String COLLECTION = "desk_rule_sets";

  /** Sets that are read at once; a city that changes its limits each month has some dozen. */
  private static final int MOST = 900;

  private final MongoCollection<Document> sets;
  private final InstantSource clock;

  /** How an act ended. */
  public sealed interface Change {
    /** The set as it stands now. */
    record Done(RuleSetRecord set) implements Change {}

    /** It is not to be. */
    record Refused(RuleSetFault fault) implements Change {}

    /** There is no such set. */
    record Unknown() implements Change {}
  }

  private RuleSetBook(MongoCollection<Document> sets, InstantSource clock) {
    this.sets = sets;
    this.clock = clock;
  }

  /** Opens it; makes its index. */
  public static RuleSetBook open(MongoDatabase durable, InstantSource clock) {
    MongoCollection<Document> sets = durable.getCollection(COLLECTION);
    sets.createIndex(
        Indexes.ascending("room", "from"),
        new IndexOptions()
            .unique(true)
            .partialFilterExpression(Filters.eq("state", RuleSetState.ACTIVE.name())));
    return new RuleSetBook(sets, clock);
  }

  /**
   * Proposes a set; again the same by the same person, it is the same proposal.
   *
   * @param text what {@code room} read in {@code body}
   * @param by sign-in name
   * @param why reason in his words
   */
  public Change propose(RuleRoom room, RuleText text, byte[] body, String by, String why) {
    if (room.builtIn().stream().anyMatch(set -> set.id().equals(text.id()))) {
      return new Change.Refused(RuleSetFault.ID_TAKEN);
    }
    if (room.builtIn().stream().anyMatch(set -> set.from().equals(text.from()))) {
      return new Change.Refused(RuleSetFault.DAY_TAKEN);
    }
    RuleSetRecord fresh =
        new RuleSetRecord(
            text.id(),
            room.name(),
            text.from(),
            body,
            RuleSetDocument.digest(body),
            RuleSetState.PROPOSED,
            act(by, why),
            null,
            null);
    if (!lies(fresh)) {
      return new Change.Refused(RuleSetFault.BEGUN);
    }
    try {
      sets.insertOne(RuleSetDocument.of(fresh));
      return new Change.Done(fresh);
    } catch (MongoWriteException e) {
      if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
        throw e;
      }
    }
    RuleSetRecord before = find(text.id()).orElseThrow();
    boolean same =
        before.state() == RuleSetState.PROPOSED
            && before.digest().equals(fresh.digest())
            && before.proposed().by().equals(by);
    return same ? new Change.Done(before) : new Change.Refused(RuleSetFault.ID_TAKEN);
  }

  /**
   * Puts a proposed set in force from its day on.
   *
   * @param digest of the content that was looked at
   * @param by sign-in name of somebody other than its proposer
   */
  public Change activate(String id, String digest, String by, String why) {
    RuleSetRecord set = find(id).orElse(null);
    if (set == null) {
      return new Change.Unknown();
    }
    if (!set.digest().equals(digest)) {
      return new Change.Refused(RuleSetFault.OTHER_CONTENT);
    }
    if (set.state() == RuleSetState.ACTIVE
        && set.activated() != null
        && set.activated().by().equals(by)) {
      return new Change.Done(set);
    }
    if (set.state() != RuleSetState.PROPOSED) {
      return new Change.Refused(RuleSetFault.DECIDED);
    }
    if (set.proposed().by().equals(by)) {
      return new Change.Refused(RuleSetFault.SAME_PERSON);
    }
    if (!lies(set)) {
      return new Change.Refused(RuleSetFault.BEGUN);
    }
    return write(set, RuleSetState.ACTIVE, Updates.set("activated", stored(by, why)));
  }

  /** Rejects a proposed set, also by its proposer. */
  public Change reject(String id, String by, String why) {
    return end(id, RuleSetState.PROPOSED, RuleSetState.REJECTED, by, why);
  }

  /** Takes an active set back before its day: the one that two people put in force before stays. */
  public Change withdraw(String id, String by, String why) {
    return end(id, RuleSetState.ACTIVE, RuleSetState.WITHDRAWN, by, why);
  }

  private Change end(String id, RuleSetState from, RuleSetState to, String by, String why) {
    RuleSetRecord set = find(id).orElse(null);
    if (set == null) {
      return new Change.Unknown();
    }
    if (set.state() == to && set.ended() != null && set.ended().by().equals(by)) {
      return new Change.Done(set);
    }
    if (set.state() != from) {
      return new Change.Refused(RuleSetFault.DECIDED);
    }
    if (from == RuleSetState.ACTIVE && !lies(set)) {
      return new Change.Refused(RuleSetFault.BEGUN);
    }
    return write(set, to, Updates.set("ended", stored(by, why)));
  }

  private Change write(RuleSetRecord was, RuleSetState to, Bson act) {
    Bson unchanged =
        Filters.and(Filters.eq("_id", was.id()), Filters.eq("state", was.state().name()));
    Bson change = Updates.combine(Updates.set("state", to.name()), act);
    try {
      Document now = sets.findOneAndUpdate(unchanged, change);
      return now == null
          ? new Change.Refused(RuleSetFault.DECIDED)
          : new Change.Done(find(was.id()).orElseThrow());
    } catch (MongoCommandException e) {
      if (ErrorCategory.fromErrorCode(e.getErrorCode()) == ErrorCategory.DUPLICATE_KEY) {
        return new Change.Refused(RuleSetFault.DAY_TAKEN);
      }
      throw e;
    }
  }

  /** One set. */
  public Optional<RuleSetRecord> find(String id) {
    return Optional.ofNullable(sets.find(Filters.eq("_id", id)).first())
        .map(RuleSetDocument::record);
  }

  /** Sets of a room that were ever proposed, earliest day first; of very many the latest ones. */
  public List<RuleSetRecord> list(String room) {
    return read(Filters.eq("room", room));
  }

  /**
   * Those of a room that are in force or will be, earliest day first.
   *
   * @throws IllegalStateException if one does not say any more what two people agreed to
   */
  public List<RuleSetRecord> active(String room) {
    List<RuleSetRecord> active =
        read(
            Filters.and(Filters.eq("room", room), Filters.eq("state", RuleSetState.ACTIVE.name())));
    for (RuleSetRecord set : active) {
      if (!RuleSetDocument.digest(set.body()).equals(set.digest())) {
        throw new IllegalStateException("rule set " + set.id() + " was altered where it is stored");
      }
    }
    return active;
  }

  private List<RuleSetRecord> read(Bson filter) {
    List<RuleSetRecord> all = new ArrayList<>();
    sets.find(filter)
        .sort(Sorts.descending("from", "_id"))
        .limit(MOST)
        .forEach(stored -> all.addFirst(RuleSetDocument.record(stored)));
    return all;
  }

  /** True if its day lies after today. */
  private boolean lies(RuleSetRecord set) {
    return set.from().isAfter(CityTime.day(clock.instant()));
  }

  private Document stored(String by, String why) {
    return RuleSetDocument.of(act(by, why));
  }

  private Act act(String by, String why) {
    return new Act(by, clock.instant().truncatedTo(ChronoUnit.MILLIS), why);
  }
}

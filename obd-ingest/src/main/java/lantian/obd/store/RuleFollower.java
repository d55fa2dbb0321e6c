package lantian.obd.store;

import static com.mongodb.client.model.Filters.gte;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Projections;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import lantian.obd.rule.Rule;
import lantian.obd.rule.RuleSet;
import lantian.obd.rule.RuleSets;
import lantian.obd.store.PendingDay.Reason;
import lantian.obd.store.PendingDays.Telling;
import lantian.proto.Sm3;
import lantian.proto.Vin;
import org.bson.Document;
import org.bson.types.Binary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices at the beginning of a term that the rule sets are not those of the term before (规则集变更),
 * and makes every judged day pending from the first day on that the difference may touch.
 */
final class RuleFollower {
  private static final Logger LOG = LoggerFactory.getLogger(RuleFollower.class);
  private static final String NAME = "rules";
  private static final int AT_ONCE = 1_000;

  private final Term term;
  private final Store store;
  private final Cursors cursors;
  private final PendingDays pending;
  private final RuleSets sets;

  RuleFollower(Term term, Store store, Cursors cursors, PendingDays pending, RuleSets sets) {
    this.term = term;
    this.store = store;
    this.cursors = cursors;
    this.pending = pending;
    this.sets = sets;
  }

  /** Compares, tells and saves what is in force now. */
  void run() throws InterruptedException {
    Document now = new Document();
    for (RuleSet set : sets.list()) {
      now.append(set.id(), new Document("from", set.from().toEpochDay()).append("is", digest(set)));
    }
    Document before = term.insistOn(() -> cursors.read(NAME, Document.class)).orElse(null);
    if (before != null) {
      long from = Math.min(firstChange(before, now), firstChange(now, before));
      if (from != Long.MAX_VALUE) {
        LOG.info("the rule sets have changed: days from {} on are judged again", from);
        tell((int) from);
      }
    }
    if (!now.equals(before)) {
      term.insist(() -> cursors.write(NAME, now));
    }
  }

  /** First day of a set that is not the same in the other list; MAX_VALUE if all are. */
  private static long firstChange(Document sets, Document others) {
    long first = Long.MAX_VALUE;
    for (String id : sets.keySet()) {
      if (!Objects.equals(sets.get(id), others.get(id))) {
        first = Math.min(first, sets.get(id, Document.class).getLong("from"));
      }
    }
    return first;
  }

  private void tell(int from) throws InterruptedException {
    MongoCollection<Document> days = store.collection(Store.Name.DAYS);
    MongoCollection<Document> vehicles = store.collection(Store.Name.VEHICLES);
    List<DayKey> keys =
        term.insistOn(() -> {
          List<DayKey> found = new ArrayList<>();
          days.find(gte("day", from))
              .projection(Projections.include("_id"))
              .forEach(d -> found.add(DayKey.of(d.get("_id", Binary.class).getData())));
          vehicles
              .find(gte("day", from))
              .projection(Projections.include("day"))
              .forEach(
                  v -> found.add(new DayKey(new Vin(v.getString("_id")), v.getInteger("day"))));
          return found;
        });
    Instant now = term.clock().instant();
    for (int at = 0; at < keys.size(); at += AT_ONCE) {
      List<Telling> tellings = new ArrayList<>();
      for (DayKey key : keys.subList(at, Math.min(keys.size(), at + AT_ONCE))) {
        tellings.add(Telling.of(key, Reason.RULES, key.day(), now));
      }
      term.insist(() -> pending.tell(tellings, now));
    }
  }

  /** Over everything that a judgement may depend on or show. */
  private String digest(RuleSet set) {
    StringBuilder text = new StringBuilder(set.id()).append(set.from()).append(set.title());
    for (Rule<?, ?> rule : sets.book().rules()) {
      RuleSet.Block block = set.block(rule.id());
      text.append(rule.id())
          .append(rule.version())
          .append(block == null ? "" : block.rows() + "" + block.law());
    }
    return HexFormat.of().formatHex(Sm3.of(text.toString().getBytes(StandardCharsets.UTF_8)));
  }
}

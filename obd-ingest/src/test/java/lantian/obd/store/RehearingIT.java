package lantian.obd.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import lantian.obd.chunk.Chunks;
import lantian.obd.packet.Opener;
import lantian.obd.rule.Finding;
import lantian.obd.rule.RuleBook;
import lantian.obd.rule.RuleSets;
import lantian.obd.store.Rehearing.Change;
import lantian.obd.store.Rehearing.Kind;
import lantian.proto.FindingId;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a rehearing foretells is what a projector under the other rules finds. */
class RehearingIT {
  /** Under the rules in force; nobody changes what it holds. */
  private static Rig shared;

  private static final int FIRST_SEED = 2_001;
  private static final int TRUCKS = 20;
  private static final int FEW = 8;
  private static final int EXPLAINED = 10;
  private static final int ALL_DAYS = 100_000;

  @BeforeAll
  static void feed() {
    shared = fed(Rig.RULES, TRUCKS);
  }

  @AfterAll
  static void end() {
    shared.close();
  }

  @Test
  void theSameRulesChangeNothing() {
    assertThat(findings(shared)).hasSizeGreaterThan(10);
    assertThat(rehearse(shared, Rig.RULES, 0)).isEmpty();
  }

  @Test
  void otherRulesGiveWhatAProjectorUnderThemFindsAndNothingIsWritten() {
    RuleSets earliest = new RuleSets(RuleBook.STANDARD, List.of(Rig.RULES.list().getFirst()));
    try (Rig other = fed(earliest, TRUCKS)) {
      List<Document> before = everything(shared);
      SortedMap<String, String> foretold = findings(shared);
      List<Change> changes = rehearse(shared, earliest, 0);
      for (Change change : changes) {
        Finding then = change.then();
        if (then == null) {
          foretold.remove(change.now() == null ? "" : change.now().id().text());
        } else {
          foretold.put(then.id().text(), plain(then.canonical(), then.ruleSet()));
        }
      }
      assertThat(changes).extracting(Change::kind).contains(Kind.CHANGED);
      assertThat(foretold).isEqualTo(findings(other));
      assertThat(everything(shared)).isEqualTo(before);
    }
  }

  @Test
  void daysBeforeTheFirstAreJudgedAndNotCompared() {
    RuleSets earliest = new RuleSets(RuleBook.STANDARD, List.of(Rig.RULES.list().getFirst()));
    assertThat(rehearse(shared, earliest, 0)).isNotEmpty();
    assertThat(rehearse(shared, earliest, ALL_DAYS - 1)).isEmpty();
  }

  @Test
  void everyFindingFollowsFromWhatIsStoredAndOneThatWasTouchedDoesNot() {
    try (Rig rig = fed(Rig.RULES, FEW)) {
      Rehearing rehearing = new Rehearing(rig.store, rig.register, Opener.NONE, Rig.RULES);
      var findings = rig.store.collection(Store.Name.FINDINGS);
      List<String> ids =
          findings.find().limit(EXPLAINED).map(f -> f.getString("_id")).into(new ArrayList<>());
      assertThat(ids).hasSize(EXPLAINED).allMatch(id -> again(rehearing, id).follows());
      assertThat(rehearing.again(new FindingId("0".repeat(32)))).isEmpty();

      Document one = Objects.requireNonNull(findings.find(ne("state", "WITHDRAWN")).first());
      String id = one.getString("_id");
      findings.updateOne(eq("_id", id), inc("measured", 1.0));
      assertThat(again(rehearing, id).follows()).as("a figure was touched").isFalse();
      findings.replaceOne(eq("_id", id), one);
      findings.updateOne(eq("_id", id), set("state", "WITHDRAWN"));
      assertThat(again(rehearing, id).follows()).as("withdrawn, and follows").isFalse();
      findings.replaceOne(eq("_id", id), one);
      assertThat(again(rehearing, id).follows()).isTrue();
      rig.database.getCollection(Chunks.NAME).deleteMany(new Document());
      assertThat(again(rehearing, id).then()).as("nothing is stored").isNull();
      assertThat(again(rehearing, id).follows()).isFalse();
    }
  }

  private static Rehearing.Again again(Rehearing rehearing, String id) {
    return rehearing.again(new FindingId(id)).orElseThrow();
  }

  private static Rig fed(RuleSets rules, int trucks) {
    Rig rig = new Rig();
    rig.sabotage =
        parts ->
            new Projector.Parts(
                parts.store(),
                parts.log(),
                parts.register(),
                rules,
                parts.opener(),
                parts.platform(),
                parts.settings(),
                parts.clock(),
                parts.crash());
    rig.kill();
    rig.restart();
    Convoy convoy = new Convoy(rig, FIRST_SEED, trucks, Truck::ordered);
    while (convoy.feed()) {
      // All of it.
    }
    rig.settle();
    return rig;
  }

  private static List<Change> rehearse(Rig rig, RuleSets rules, int fromDay) {
    List<Change> changes = new ArrayList<>();
    long[] days = new long[1];
    Rehearing rehearing = new Rehearing(rig.store, rig.register, Opener.NONE, rules);
    rehearing.run(
        rehearing.vehicles(),
        fromDay,
        ALL_DAYS,
        changes::add,
        progress -> days[0] = progress.days());
    assertThat(days[0]).isGreaterThanOrEqualTo(TRUCKS);
    return changes;
  }

  /** Findings that stand, by id, without the name of the rule set. */
  private static SortedMap<String, String> findings(Rig rig) {
    SortedMap<String, String> standing = new TreeMap<>();
    for (Document finding : rig.store.collection(Store.Name.FINDINGS).find()) {
      if (!finding.getString("state").equals("WITHDRAWN")) {
        standing.put(
            finding.getString("_id"),
            plain(finding.getString("canonical"), finding.getString("ruleSet")));
      }
    }
    return standing;
  }

  private static String plain(String canonical, String ruleSet) {
    return canonical.replace(ruleSet, "");
  }

  private static List<Document> everything(Rig rig) {
    List<Document> all = new ArrayList<>();
    for (Store.Name name : List.of(Store.Name.FINDINGS, Store.Name.DAYS, Store.Name.FORGED)) {
      rig.store.collection(name).find().sort(new Document("_id", 1)).into(all);
    }
    return all;
  }
}

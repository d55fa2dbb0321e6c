package lantian.obd.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;

import com.mongodb.client.model.Sorts;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import lantian.obd.chunk.Dossier;
import lantian.obd.filing.Register;
import lantian.obd.packet.Opener;
import lantian.obd.packet.Signatures;
import lantian.obd.rule.Finding;
import lantian.obd.rule.Judge;
import lantian.obd.rule.Memory;
import lantian.obd.rule.RuleSets;
import lantian.obd.store.DayCourt.Ruling;
import lantian.proto.CityTime;
import lantian.proto.FindingId;
import lantian.proto.Vin;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Judges what is stored under other rules and tells what would change (试判). Writes nothing.
 *
 * <p>Each vehicle is judged from its first stored day on, so that its memory at the first day asked
 * for is that of the other rules.
 */
public final class Rehearing {
  private static final int CACHED_KEYS = 1_000;
  private static final int MOST_ROUNDS = 100;
  private static final long LAST_SECOND = 0xFFFF_FFFEL;

  private final Store store;
  private final Judge judge;
  private final Registry registry;
  private final DaysHeld held;
  private final DayCourt court;

  /** What becomes of a finding. */
  public enum Kind {
    /** Not told now. */
    NEW,
    /** Told now, and not any more. */
    GONE,
    /** Told with other figures. */
    CHANGED
  }

  /**
   * One change.
   *
   * @param kind what becomes of it
   * @param now the finding as it is stored, null if it is new
   * @param then the finding under the other rules, null if it is gone
   */
  public record Change(Kind kind, @Nullable Finding now, @Nullable Finding then) {}

  /**
   * How far it is.
   *
   * @param vehicles vehicles judged
   * @param of all vehicles
   * @param days vehicle-days judged
   */
  public record Progress(int vehicles, int of, long days) {}

  /**
   * A stored finding, and the same made once more from what is stored.
   *
   * @param now as it is stored
   * @param canonical its canonical form as it was stored beside it
   * @param withdrawn true if it was withdrawn
   * @param then as it follows, null if it doesn't
   */
  public record Again(Finding now, String canonical, boolean withdrawn, @Nullable Finding then) {
    /** True if what is stored is what follows, or if it was withdrawn and does not follow. */
    public boolean follows() {
      return withdrawn
          ? then == null
          : then != null && then.canonical().equals(canonical) && now.canonical().equals(canonical);
    }
  }

  /** A rehearing under these rules. */
  public Rehearing(Store store, Register register, Opener opener, RuleSets rules) {
    this.store = store;
    this.judge = new Judge(rules);
    this.registry = new Registry(register);
    this.held = new DaysHeld(store);
    RawLog log = new StoredLog(store);
    Verification verification = new Verification(log, opener, new Signatures(CACHED_KEYS));
    this.court = new DayCourt(store, judge, log, verification, 0, new LearnedSignatures(store));
  }

  /** All vehicles of which something is stored. */
  public List<Vin> vehicles() {
    return held.vehicles();
  }

  /**
   * Judges vehicles and compares with what is told of them now.
   *
   * @param fromDay first day whose findings are compared, see {@link
   *     lantian.proto.CityTime#dayNumber}
   * @param toDay first day that is not judged any more
   * @param changes told of each change, vehicle by vehicle
   * @param progress told after each vehicle
   * @throws IllegalStateException if the register can't be asked
   */
  public void run(
      List<Vin> vins,
      int fromDay,
      int toDay,
      Consumer<Change> changes,
      Consumer<Progress> progress) {
    each(
        vins,
        fromDay,
        toDay,
        (vin, then) -> compare(told(vin, fromDay, toDay), then, changes),
        progress);
  }

  /** Judges vehicles and hands over the findings of each, by id. See {@link #run}. */
  public void each(
      List<Vin> vins,
      int fromDay,
      int toDay,
      BiConsumer<Vin, Map<String, Finding>> told,
      Consumer<Progress> progress) {
    long days = 0;
    for (int i = 0; i < vins.size(); i++) {
      Vin vin = vins.get(i);
      Map<String, Finding> then = new TreeMap<>();
      days += judge(vin, fromDay, toDay, then);
      told.accept(vin, then);
      progress.accept(new Progress(i + 1, vins.size(), days));
    }
  }

  /**
   * Judges one finding's vehicle once more, from its first stored day to its last.
   *
   * @return empty if there is no such finding
   * @throws IllegalStateException if the register can't be asked, or the packets of a day that
   *     matters are archived
   */
  public Optional<Again> again(FindingId id) {
    Document document = store.collection(Store.Name.FINDINGS).find(eq("_id", id.text())).first();
    return document == null
        ? Optional.empty()
        : again(new Vin(document.getString("vin")), List.of(id)).stream().findFirst();
  }

  /**
   * Judges a vehicle once more for several of its findings, once for all of them.
   *
   * @param ids findings of this vehicle
   * @return those that there are, earliest first
   * @throws IllegalStateException as {@link #again(FindingId)}
   */
  public List<Again> again(Vin vin, List<FindingId> ids) {
    List<Document> documents =
        store
            .collection(Store.Name.FINDINGS)
            .find(and(eq("vin", vin.text()), in("_id", ids.stream().map(FindingId::text).toList())))
            .sort(Sorts.ascending("start", "_id"))
            .into(new ArrayList<>());
    if (documents.isEmpty()) {
      return List.of();
    }
    Map<String, Finding> then = new TreeMap<>();
    Instant first = documents.getFirst().getDate("start").toInstant();
    judge(vin, CityTime.dayNumber(first.getEpochSecond()), Integer.MAX_VALUE, then);
    return documents.stream().map(document -> again(document, then)).toList();
  }

  private static Again again(Document document, Map<String, Finding> then) {
    String id = document.getString("_id");
    boolean withdrawn = FindingBook.WITHDRAWN.equals(document.getString("state"));
    String canonical = document.getString("canonical");
    if (withdrawn) {
      boolean open = document.get("end") == null;
      document.put("state", (open ? Finding.State.OPEN : Finding.State.CLOSED).name());
    }
    return new Again(FindingDocument.read(id, document), canonical, withdrawn, then.get(id));
  }

  private int judge(Vin vin, int fromDay, int toDay, Map<String, Finding> told) {
    Dossier dossier = registry.need(vin);
    Collection<Integer> days = held.of(vin, 0, LAST_SECOND).headSet(toDay);
    for (int round = 0; round < MOST_ROUNDS; round++) {
      told.clear();
      if (once(vin, days, fromDay, dossier, told)) {
        return days.size();
      }
    }
    throw new IllegalStateException("a vehicle does not settle");
  }

  /** False if a later day showed that an earlier one rests on a wrong signature. */
  private boolean once(
      Vin vin, Collection<Integer> days, int fromDay, Dossier dossier, Map<String, Finding> told) {
    Memory memory = judge.initial();
    for (int day : days) {
      Ruling ruling = court.judge(new DayKey(vin, day), memory, dossier);
      if (ruling.recast() < day) {
        return false;
      }
      if (day >= fromDay && ruling.archived() != null) {
        throw new IllegalStateException(
            "packets of "
                + LocalDate.ofEpochDay(day)
                + " are archived in "
                + ruling.archived()
                + ": they can't be judged again, begin with a later day");
      }
      memory = ruling.atEnd();
      if (day >= fromDay) {
        ruling.day().findings().forEach(finding -> told.put(finding.id().text(), finding));
      }
    }
    return true;
  }

  private Map<String, Finding> told(Vin vin, int fromDay, int toDay) {
    Map<String, Finding> told = new TreeMap<>();
    for (Document document :
        store
            .collection(Store.Name.FINDINGS)
            .find(
                and(
                    eq("vin", vin.text()),
                    gte("day", fromDay),
                    lt("day", toDay),
                    ne("state", FindingBook.WITHDRAWN)))) {
      String id = document.getString("_id");
      told.put(id, FindingDocument.read(id, document));
    }
    return told;
  }

  private static void compare(
      Map<String, Finding> now, Map<String, Finding> then, Consumer<Change> changes) {
    now.forEach((id, finding) -> {
      Finding other = then.get(id);
      if (other == null) {
        changes.accept(new Change(Kind.GONE, finding, null));
      } else if (!same(finding, other)) {
        changes.accept(new Change(Kind.CHANGED, finding, other));
      }
    });
    then.forEach((id, finding) -> {
      if (!now.containsKey(id)) {
        changes.accept(new Change(Kind.NEW, null, finding));
      }
    });
  }

  /** The id of the rule set alone is no change. */
  private static boolean same(Finding a, Finding b) {
    return a.canonical().replace(a.ruleSet(), "").equals(b.canonical().replace(b.ruleSet(), ""));
  }
}

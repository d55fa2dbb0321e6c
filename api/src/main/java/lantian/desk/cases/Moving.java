package lantian.desk.cases;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import lantian.desk.access.Role;
import org.jspecify.annotations.Nullable;

/**
 * Moves cases (案件流转): from the case, what is asked and the facts to the next case or a refusal.
 * Pure: no clock, no store; the same input always gives the same answer.
 */
public final class Moving {
  /** Longest timeline that persons may still add to; what the desk itself finds out goes on. */
  public static final int MOST_EVENTS = 2000;

  private final CaseTable table;
  private final Clocks clocks;

  /** Moves by this table and these time limits. */
  public Moving(CaseTable table, Clocks clocks) {
    this.table = table;
    this.clocks = clocks;
  }

  /** The table. */
  public CaseTable table() {
    return table;
  }

  /** The time limits. */
  public Clocks clocks() {
    return clocks;
  }

  /** The next case, or why not and what else this caller could do. */
  public Answered move(CaseRecord record, Asked asked) {
    if (table.move(asked.move()).isEmpty()) {
      return refused(Answered.Why.UNKNOWN_MOVE, record, asked, List.of(), List.of());
    }
    Transition row = row(record, asked.move());
    if (row == null) {
      return refused(Answered.Why.ILLEGAL, record, asked, List.of(), List.of());
    }
    if (!allowed(row, asked.actor())) {
      return refused(Answered.Why.ROLE, record, asked, List.of(), List.of());
    }
    List<String> fields = faults(row, asked);
    if (!fields.isEmpty()) {
      return refused(Answered.Why.DATA, record, asked, List.of(), fields);
    }
    List<GateReading> gates = gates(row, record, asked.actor(), asked.facts(), asked.at());
    if (!gates.stream().allMatch(GateReading::open)) {
      return refused(Answered.Why.GATE, record, asked, gates, List.of());
    }
    if (!asked.actor().equals(CaseActor.DESK) && record.events().size() >= MOST_EVENTS) {
      return refused(Answered.Why.FULL, record, asked, gates, List.of());
    }
    return new Answered.Moved(apply(row, record, asked));
  }

  /** What this caller could ask for, each with how its gates stand. */
  public List<LegalMove> legal(CaseRecord record, CaseActor actor, GateFacts facts, Instant now) {
    return table.fitting(record).stream()
        .filter(row -> allowed(row, actor))
        .map(row -> new LegalMove(row, gates(row, record, actor, facts, now)))
        .toList();
  }

  /** The case with a mark on its timeline that moves nothing. */
  CaseRecord mark(
      CaseRecord record, String mark, String reason, Map<String, String> data, Instant at) {
    return mark(record, mark, CaseActor.DESK, reason, data, at);
  }

  /** The same, made by somebody. */
  CaseRecord mark(
      CaseRecord record,
      String mark,
      CaseActor actor,
      String reason,
      Map<String, String> data,
      Instant at) {
    CaseState state = record.state();
    CaseState before = record.events().isEmpty() ? null : state;
    return append(
        record,
        new CaseEvent(0, at, actor, mark, before, state, reason, new TreeMap<>(data), "", "", ""));
  }

  /** The case after what the desk itself does with it; the same case if that is not legal now. */
  CaseRecord byItself(CaseRecord record, String move, String reason, Instant at) {
    Asked asked = new Asked(move, CaseActor.DESK, at, reason, new TreeMap<>(), GateFacts.NOTHING);
    return switch (move(record, asked)) {
      case Answered.Moved moved -> moved.next();
      case Answered.Refused _ -> record;
    };
  }

  /** How one gate stands for a case that stays where it is. */
  public GateReading reading(
      Gate gate, CaseRecord record, CaseActor actor, GateFacts facts, Instant now) {
    return gate.read(new GateView(record, record.state(), actor, facts, now, table));
  }

  private @Nullable Transition row(CaseRecord record, String move) {
    for (Transition row : table.fitting(record)) {
      if (row.move().id().equals(move)) {
        return row;
      }
    }
    return null;
  }

  private CaseRecord apply(Transition row, CaseRecord record, Asked asked) {
    Instant at = asked.at();
    CaseState after = row.after(record.state());
    Set<CaseFlag> flags = EnumSet.noneOf(CaseFlag.class);
    flags.addAll(record.flags());
    flags.addAll(row.raises(record.state()));
    if (row.clears() != null) {
      flags.remove(row.clears());
    }
    // What nobody can decide on any more is no open question.
    flags.removeIf(flag -> !table.decidesOn(flag, after));
    List<String> reviewers = reviewers(row, record, asked.actor());
    CaseRecord moved = record.moved(after, flags, ticking(row, record, after, at), reviewers);
    return append(
        moved,
        new CaseEvent(
            0,
            at,
            asked.actor(),
            asked.move(),
            record.state(),
            after,
            asked.reason(),
            asked.data(),
            "",
            "",
            ""));
  }

  private List<Clock> ticking(Transition row, CaseRecord record, CaseState after, Instant at) {
    boolean rests = table.ended(after) && !table.ended(record.state());
    List<Clock> next = new ArrayList<>();
    for (Clock clock : record.clocks()) {
      next.add(rests || row.stops().contains(clock.id()) ? clock.stop(at) : clock);
    }
    for (String id : row.starts()) {
      if (next.stream().noneMatch(clock -> clock.id().equals(id) && clock.running())) {
        next.add(clocks.start(id, record, at));
      }
    }
    return next;
  }

  private static List<String> reviewers(Transition row, CaseRecord record, CaseActor actor) {
    return switch (row.review()) {
      case NONE -> record.reviewers();
      case LAPSES -> List.of();
      case ADDS -> {
        List<String> more = new ArrayList<>(record.reviewers());
        more.add(actor.id());
        yield more;
      }
    };
  }

  /** Puts the event behind the others: number, digest of the rows, hash before, hash. */
  private static CaseRecord append(CaseRecord record, CaseEvent event) {
    List<CaseEvent> before = record.events();
    String previous = before.isEmpty() ? CaseEvent.NOTHING : before.getLast().hash();
    CaseEvent placed =
        new CaseEvent(
            before.size(),
            event.at(),
            event.actor(),
            event.move(),
            event.from(),
            event.to(),
            event.reason(),
            event.data(),
            CaseJson.digest(CaseJson.rows(record)),
            previous,
            "");
    return record.with(placed.sealed(record.id())).version(record.version() + 1);
  }

  private List<GateReading> gates(
      Transition row, CaseRecord record, CaseActor actor, GateFacts facts, Instant now) {
    GateView view = new GateView(record, row.after(record.state()), actor, facts, now, table);
    return row.gates().stream().map(gate -> gate.read(view)).toList();
  }

  private List<String> faults(Transition row, Asked asked) {
    List<String> faults = new ArrayList<>();
    if (!DataField.plain(asked.reason())) {
      faults.add("reason");
    }
    for (String field : row.needs()) {
      String value = asked.data().get(field);
      if (value == null || !table.field(field).accepts(value)) {
        faults.add(field);
      }
    }
    for (String field : asked.data().keySet()) {
      if (!row.needs().contains(field)) {
        faults.add(field);
      }
    }
    return faults;
  }

  private Answered.Refused refused(
      Answered.Why why,
      CaseRecord record,
      Asked asked,
      List<GateReading> gates,
      List<String> fields) {
    List<LegalMove> legal = legal(record, asked.actor(), asked.facts(), asked.at());
    return new Answered.Refused(why, legal, gates, fields);
  }

  private static boolean allowed(Transition row, CaseActor actor) {
    Role role = actor.role();
    return actor.equals(CaseActor.DESK)
        ? row.desk()
        : role != null && row.roles().stream().anyMatch(role::includes);
  }
}

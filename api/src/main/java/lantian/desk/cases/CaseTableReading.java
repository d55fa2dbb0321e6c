package lantian.desk.cases;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import lantian.desk.access.Role;
import org.jspecify.annotations.Nullable;

/** Reads {@code case-table.yaml} into rows; what they mean together is checked elsewhere. */
final class CaseTableReading {
  static final String FILE = "case-table.yaml";

  private static final String DESK = "desk";
  private static final String SAME = "same";

  private final Map<String, Move> moves = new LinkedHashMap<>();

  private CaseTableReading() {}

  static CaseTable read(String text) {
    return new CaseTableReading().table(Branch.root(FILE, text));
  }

  private CaseTable table(Branch root) {
    Map<Track, List<TrackState>> states = states(root.branch("states"));
    Map<String, Integer> kinds = new LinkedHashMap<>();
    for (Branch kind : root.branches("kinds")) {
      if (kinds.put(kind.text("kind"), kind.number("reviewers")) != null) {
        throw kind.fault("the kind is there twice");
      }
      kind.done();
    }
    Branch others = root.branch("otherKinds");
    int otherReviewers = others.number("reviewers");
    others.done();
    for (Branch row : root.branches("moves")) {
      Move move =
          new Move(row.text("id"), track(row, row.text("track")), row.text("zh"), row.text("en"));
      row.done();
      if (moves.put(move.id(), move) != null) {
        throw row.fault("the move " + move.id() + " is there twice");
      }
    }
    Branch opening = root.branch("opening");
    List<String> started = opening.words("starts");
    opening.done();
    List<CaseTable.Mark> marks = each(root, "marks", CaseTableReading::mark);
    List<DataField> fields = each(root, "fields", CaseTableReading::field);
    List<Transition> rows = each(root, "transitions", this::transition);
    root.done();
    return new CaseTable(
        states,
        new ArrayList<>(moves.values()),
        marks,
        fields,
        kinds,
        otherReviewers,
        started,
        rows);
  }

  private static <T> List<T> each(Branch root, String key, Function<Branch, T> read) {
    List<T> all = new ArrayList<>();
    for (Branch row : root.branches(key)) {
      all.add(read.apply(row));
      row.done();
    }
    return all;
  }

  private static Map<Track, List<TrackState>> states(Branch branch) {
    Map<Track, List<TrackState>> states = new EnumMap<>(Track.class);
    for (Track track : Track.values()) {
      states.put(track, each(branch, track.id(), row -> state(track, row)));
    }
    branch.done();
    return states;
  }

  private static TrackState state(Track track, Branch row) {
    return new TrackState(
        track,
        row.text("id"),
        row.text("zh"),
        row.text("en"),
        row.flag("initial"),
        row.flag("terminal"),
        row.flag("takes"));
  }

  private static CaseTable.Mark mark(Branch row) {
    return new CaseTable.Mark(row.text("id"), row.text("zh"), row.text("en"));
  }

  private static DataField field(Branch row) {
    List<DataField.Code> codes =
        each(row, "codes", c -> new DataField.Code(c.text("id"), c.text("zh"), c.text("en")));
    return new DataField(
        row.text("id"),
        row.text("zh"),
        row.text("en"),
        one(row, DataField.Type.class, row.text("type")),
        codes);
  }

  private Transition transition(Branch row) {
    Move move = moves.get(row.text("move"));
    if (move == null) {
      throw row.fault("unknown move " + row.text("move"));
    }
    String to = row.text("to");
    return new Transition(
        move,
        set(row.words("from")),
        to.equals(SAME) ? null : to,
        when(row),
        roles(row),
        row.words("roles").contains(DESK),
        row.numberOrNull("reviewers"),
        row.words("gates").stream().map(word -> gate(row, word)).toList(),
        row.words("starts"),
        row.words("stops"),
        row.words("needs"),
        each(row, "also", CaseTableReading::effect),
        row.has("review")
            ? one(row, Transition.Review.class, row.text("review"))
            : Transition.Review.NONE,
        flag(row, "clears"),
        row.decided("reversible"));
  }

  private static Map<Track, Set<String>> when(Branch row) {
    Map<Track, Set<String>> when = new EnumMap<>(Track.class);
    if (row.has("when")) {
      Branch branch = row.branch("when");
      for (Track track : Track.values()) {
        if (branch.has(track.id())) {
          when.put(track, set(branch.words(track.id())));
        }
      }
      branch.done();
    }
    return when;
  }

  private static Effect effect(Branch row) {
    return new Effect(
        track(row, row.text("track")), set(row.words("from")), row.text("to"), flag(row, "raises"));
  }

  private static Set<Role> roles(Branch row) {
    List<String> words = row.words("roles");
    if (words.isEmpty()) {
      throw row.fault("nobody may do it; say [desk] if the desk does");
    }
    Set<Role> roles = new LinkedHashSet<>();
    for (String word : words) {
      if (!word.equals(DESK)) {
        roles.add(one(row, Role.class, word));
      }
    }
    return roles;
  }

  private static Gate gate(Branch row, String word) {
    for (Gate gate : Gate.values()) {
      if (gate.id().equals(word)) {
        return gate;
      }
    }
    throw row.fault("unknown gate " + word);
  }

  private static @Nullable CaseFlag flag(Branch row, String key) {
    if (!row.has(key)) {
      return null;
    }
    for (CaseFlag flag : CaseFlag.values()) {
      if (flag.name().equals(row.text(key))) {
        return flag;
      }
    }
    throw row.fault("unknown flag " + row.text(key));
  }

  private static Track track(Branch row, String word) {
    return one(row, Track.class, word);
  }

  private static <E extends Enum<E>> E one(Branch row, Class<E> type, String word) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(word)) {
        return constant;
      }
    }
    throw row.fault("unknown %s %s".formatted(type.getSimpleName().toLowerCase(Locale.ROOT), word));
  }

  private static Set<String> set(List<String> words) {
    return new LinkedHashSet<>(words);
  }
}

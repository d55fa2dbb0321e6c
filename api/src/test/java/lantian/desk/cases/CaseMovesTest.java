package lantian.desk.cases;

import static lantian.desk.cases.CaseSamples.MOVING;
import static lantian.desk.cases.CaseSamples.ONE;
import static lantian.desk.cases.CaseSamples.TABLE;
import static lantian.desk.cases.CaseSamples.TWO;
import static lantian.desk.cases.CaseSamples.at;
import static lantian.desk.cases.CaseSamples.candidate;
import static lantian.desk.cases.CaseSamples.open;
import static lantian.desk.cases.CaseSamples.refused;
import static lantian.desk.cases.CaseSamples.words;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lantian.desk.access.Role;
import org.junit.jupiter.api.Test;

/**
 * Every pair of state and move against {@code case-moves.csv}, which people have reviewed: the rows
 * of the file are made, all other pairs are refused with what is legal.
 */
class CaseMovesTest {
  private static final List<Row> REVIEWED = reviewed();

  /** A line of the reviewed file. */
  private record Row(
      Track track,
      String from,
      String move,
      String kinds,
      String to,
      String when,
      String roles,
      String gates,
      String stops,
      String starts,
      String needs,
      String also,
      String clears) {
    static Row of(String line) {
      List<String> cells = List.of(line.split(",", -1));
      assertThat(cells).as(line).hasSize(13);
      return new Row(
          Track.valueOf(cells.get(0)),
          cells.get(1),
          cells.get(2),
          cells.get(3),
          cells.get(4),
          cells.get(5),
          cells.get(6),
          cells.get(7),
          cells.get(8),
          cells.get(9),
          cells.get(10),
          cells.get(11),
          cells.get(12));
    }

    String line() {
      return String.join(
          ",",
          track.name(),
          from,
          move,
          kinds,
          to,
          when,
          roles,
          gates,
          stops,
          starts,
          needs,
          also,
          clears);
    }

    boolean concerns(String kind) {
      return kinds.equals("all") || kinds.equals(kind.equals(TWO) ? "2" : "1");
    }
  }

  @Test
  void theTableSaysWhatWasReviewed() {
    List<String> table = new ArrayList<>();
    for (Transition row : TABLE.transitions()) {
      row.from().forEach(from -> table.add(line(row, from)));
    }
    assertThat(table)
        .containsExactlyInAnyOrderElementsOf(REVIEWED.stream().map(Row::line).toList());
  }

  @Test
  void everyReviewedMoveIsMadeByThoseWhoMayAndByNobodyElse() {
    int made = 0;
    for (Row row : REVIEWED) {
      for (String kind : List.of(ONE, TWO)) {
        if (row.concerns(kind)) {
          made(row, kind);
          made++;
        }
      }
    }
    assertThat(made).isGreaterThan(REVIEWED.size());
  }

  private static void made(Row row, String kind) {
    CaseRecord record = fitting(row, kind);
    Set<String> roles = set(row.roles(), " ");
    for (CaseActor actor : everybody()) {
      Answered answer = MOVING.move(record, asked(record, row.move(), actor));
      String word = word(actor);
      if (roles.contains(word)) {
        assertThat(answer).as("%s by %s", row, word).isInstanceOf(Answered.Moved.class);
        assertMoved(row, record, ((Answered.Moved) answer).next());
      } else {
        assertThat(((Answered.Refused) answer).why())
            .as("%s by %s", row, word)
            .isEqualTo(Answered.Why.ROLE);
      }
    }
  }

  private static void assertMoved(Row row, CaseRecord before, CaseRecord after) {
    CaseState expected =
        row.to().equals("same") ? before.state() : before.state().with(row.track(), row.to());
    for (String effect : set(row.also(), ";")) {
      List<String> words = List.of(effect.split("[. >!]+", -1));
      Track track = Track.valueOf(words.get(0));
      if (before.state().of(track).equals(words.get(1))) {
        expected = expected.with(track, words.get(2));
      }
    }
    assertThat(after.state()).as(row.line()).isEqualTo(expected);
    assertThat(after.version()).isEqualTo(before.version() + 1);
    CaseEvent event = after.events().getLast();
    assertThat(event.from()).isEqualTo(before.state());
    assertThat(event.to()).isEqualTo(after.state());
    assertThat(event.move()).isEqualTo(row.move());
    for (String clock : set(row.starts(), " ")) {
      assertThat(after.running(clock)).as(row.line()).isPresent();
    }
    for (String clock : set(row.stops(), " ")) {
      if (!set(row.starts(), " ").contains(clock)) {
        assertThat(after.running(clock)).as(row.line()).isEmpty();
      }
    }
    if (!row.clears().isEmpty()) {
      assertThat(after.flags()).doesNotContain(CaseFlag.valueOf(row.clears()));
    }
  }

  @Test
  void everyOtherPairIsRefusedWithWhatIsLegal() {
    int pairs = 0;
    for (String kind : List.of(ONE, TWO)) {
      for (Track track : Track.values()) {
        for (TrackState state : TABLE.states(track)) {
          for (Move move : TABLE.moves()) {
            if (move.track() == track && !isReviewed(track, state.id(), move.id(), kind)) {
              refusedEverywhere(track, state.id(), move.id(), kind);
              pairs++;
            }
          }
        }
      }
    }
    assertThat(pairs).isGreaterThan(400);
  }

  /** Whatever the other tracks say and whoever asks. */
  private static void refusedEverywhere(Track track, String state, String move, String kind) {
    List<CaseState> places = new ArrayList<>();
    for (String main : List.of("candidate", "confirmed", "received", "closed")) {
      places.add(new CaseState(main, "pending", "ordered", "none").with(track, state));
      places.add(new CaseState(main, "paid", "passed", "upheld").with(track, state));
    }
    for (CaseState place : places) {
      CaseRecord record = ready(candidate(kind), place, EnumSet.allOf(CaseFlag.class), Set.of());
      for (CaseActor actor : everybody()) {
        Answered.Refused refused = refused(record, asked(record, move, actor));
        assertThat(refused.why())
            .as("%s %s from %s", kind, move, place)
            .isEqualTo(Answered.Why.ILLEGAL);
        assertThat(words(refused.legal()))
            .as("%s %s %s", kind, place, actor.role())
            .isEqualTo(legal(record, actor));
      }
    }
  }

  /** What the reviewed file says this caller may do. */
  private static Set<String> legal(CaseRecord record, CaseActor actor) {
    Set<String> legal = new TreeSet<>();
    for (Row row : REVIEWED) {
      boolean there =
          record.state().of(row.track()).equals(row.from()) && row.concerns(record.kind());
      boolean when =
          set(row.when(), ";").stream()
              .allMatch(part -> {
                Track other = Track.valueOf(part.substring(0, part.indexOf('.')));
                return set(part.substring(part.indexOf('.') + 1), "/")
                    .contains(record.state().of(other));
              });
      boolean flag =
          row.clears().isEmpty() || record.flags().contains(CaseFlag.valueOf(row.clears()));
      String word = word(actor);
      if (there && when && flag && set(row.roles(), " ").contains(word)) {
        legal.add(row.move());
      }
    }
    return legal;
  }

  @Test
  void whatTheTableDoesNotKnowIsRefused() {
    CaseRecord record = candidate(TWO);
    for (String move : List.of("", "Review", "opened", "contradicted", "delete", "review ")) {
      Asked asked = asked(record, move, CaseSamples.REVIEWER);
      assertThat(refused(record, asked).why()).isEqualTo(Answered.Why.UNKNOWN_MOVE);
      assertThat(words(refused(record, asked).legal()))
          .containsExactlyInAnyOrder("review", "dismiss", "merge");
    }
  }

  private static Asked asked(CaseRecord record, String move, CaseActor actor) {
    Map<String, String> data =
        TABLE.fitting(record).stream()
            .filter(row -> row.move().id().equals(move))
            .findFirst()
            .map(CaseSamples::data)
            .orElse(Map.of());
    return Asked.of(move, actor, at(24 * 100), "理由", data, open(record));
  }

  private static CaseRecord fitting(Row row, String kind) {
    CaseState state =
        new CaseState("received", "paid", "passed", "none").with(row.track(), row.from());
    for (String part : set(row.when(), ";")) {
      Track other = Track.valueOf(part.substring(0, part.indexOf('.')));
      String first = part.substring(part.indexOf('.') + 1).split("/", 2)[0];
      state = state.with(other, first);
    }
    Set<CaseFlag> flags = EnumSet.noneOf(CaseFlag.class);
    if (!row.clears().isEmpty()) {
      flags.add(CaseFlag.valueOf(row.clears()));
    }
    Set<String> clocks = new LinkedHashSet<>(set(row.stops(), " "));
    if (row.gates().contains("repairOverdue")) {
      clocks.add("T7");
    }
    return ready(candidate(kind), state, flags, clocks);
  }

  /** Somebody has reviewed it, these clocks run, and its repair has been due for long. */
  private static CaseRecord ready(
      CaseRecord record, CaseState state, Set<CaseFlag> flags, Set<String> clocks) {
    List<Clock> running = clocks.stream().map(id -> CaseSamples.CLOCKS.start(id, at(1))).toList();
    return record.moved(state, flags, running, List.of("u-first"));
  }

  /** As the reviewed file names whoever moves a case: a lead may do what a reviewer may. */
  private static String word(CaseActor actor) {
    Role role = actor.role();
    if (role == null) {
      return "desk";
    }
    return role == Role.ECOLOGY_LEAD ? Role.ECOLOGY.name() : role.name();
  }

  private static List<CaseActor> everybody() {
    return Stream.concat(
            Arrays.stream(Role.values()).map(CaseSamples::person), Stream.of(CaseActor.DESK))
        .toList();
  }

  private static boolean isReviewed(Track track, String from, String move, String kind) {
    return REVIEWED.stream()
        .anyMatch(row ->
            row.track() == track
                && row.from().equals(from)
                && row.move().equals(move)
                && row.concerns(kind));
  }

  private static String line(Transition row, String from) {
    String when =
        row.when().entrySet().stream()
            .map(e -> e.getKey().name() + "." + String.join("/", e.getValue()))
            .collect(Collectors.joining(";"));
    String also =
        row.also().stream()
            .flatMap(e ->
                e.from().stream()
                    .map(f ->
                        "%s.%s>%s%s"
                            .formatted(
                                e.track(), f, e.to(), e.raises() == null ? "" : "!" + e.raises())))
            .collect(Collectors.joining(";"));
    String roles =
        Stream.concat(
                row.roles().stream().map(Role::name), row.desk() ? Stream.of("desk") : Stream.of())
            .collect(Collectors.joining(" "));
    return new Row(
            row.move().track(),
            from,
            row.move().id(),
            row.reviewers() == null ? "all" : row.reviewers().toString(),
            Objects.requireNonNullElse(row.to(), "same"),
            when,
            roles,
            row.gates().stream().map(Gate::id).collect(Collectors.joining(" ")),
            String.join(" ", row.stops()),
            String.join(" ", row.starts()),
            String.join(" ", row.needs()),
            also,
            row.clears() == null ? "" : row.clears().name())
        .line();
  }

  private static Set<String> set(String text, String between) {
    return text.isEmpty() ? Set.of() : new LinkedHashSet<>(List.of(text.split(between, -1)));
  }

  private static List<Row> reviewed() {
    try (InputStream in = CaseMovesTest.class.getResourceAsStream("/case-moves.csv")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#") && !line.startsWith("track,"))
          .map(Row::of)
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}

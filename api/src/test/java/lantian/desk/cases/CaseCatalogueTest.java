package lantian.desk.cases;

import static lantian.desk.cases.CaseSamples.CLOCKS;
import static lantian.desk.cases.CaseSamples.TABLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lantian.desk.access.Role;
import org.junit.jupiter.api.Test;

/** deploy/docs/cases.md is printed from the table, the clocks and the calendars. */
class CaseCatalogueTest {
  private final StringBuilder out = new StringBuilder();

  @Test
  void theDocumentIsUpToDate() throws IOException {
    Path file = Path.of(System.getProperty("lantian.root", ".."), "deploy/docs/cases.md");
    String document = document();
    if (Boolean.getBoolean("lantian.write.docs")) {
      Files.writeString(file, document);
    }
    assertThat(Files.readString(file))
        .as(
            "run mvn -pl api -am test -Dtest=CaseCatalogueTest -Dlantian.write.docs=true"
                + " -Dsurefire.failIfNoSpecifiedTests=false")
        .isEqualTo(document);
  }

  private String document() {
    out.append(
        """
        # Cases (案件)

        Generated from `case-table.yaml`, `clocks.yaml` and the calendars in `lantian/desk/cases`.
        A finding is a candidate; only what persons have confirmed is referred. A case has four tracks, each in a
        state of its own. Nothing moves but by one of the moves below, each with an actor and a reason, and each
        leaves an event that is chained to the one before (SM3 over canonical JSON).

        - **One case** takes all findings of a subject and kind until it is confirmed, in whatever order they come.
          A newer revision takes the place of the older one. While no finding stands the case is withdrawn, and it
          comes back when one does. A first review lapses when the findings change after it.
        - **From confirmation on** its manifest is fixed. Newer revisions, and findings that replace one of its own,
          become supplements; a refuted finding marks the case as contradicted until a person maintains or revokes it.
        - **A main track that comes to rest** stops all clocks and takes back what nobody can decide on any more.
        - **A repair that is overdue** by its stored limit and neither done nor waiting for its re-test is escalated
          by the desk itself, once, and transport is told.
        - **A plate that a reviewer corrects** (before confirmation) stands beside the plate as read and moves the case
          nowhere: a first review lapses, and `registryMatch` is shut until the register of the time of the act says
          the same, or the correction is taken back. Events hold masked plates and a salted digest of whole ones.
        - **What is not known shuts a gate.** A refusal names every shut gate and why, and the moves that are legal.
        """);
    for (Track track : Track.values()) {
      track(track);
    }
    gates();
    fields();
    clocks();
    calendars();
    return out.toString();
  }

  private void track(Track track) {
    out.append("\n## %s · %s (`%s`)\n\n".formatted(track.zh(), track.en(), track.id()));
    out.append("| state | 中文 | English | |\n|---|---|---|---|\n");
    for (TrackState state : TABLE.states(track)) {
      String notes =
          List.of(
                  state.initial() ? "begins here" : "",
                  state.terminal() ? "may rest here" : "",
                  state.takes() ? "takes findings" : "")
              .stream()
              .filter(note -> !note.isEmpty())
              .collect(Collectors.joining(", "));
      out.append("| `%s` | %s | %s | %s |\n".formatted(state.id(), state.zh(), state.en(), notes));
    }
    out.append(
        "\n| move | from | to | only if | who | gates | asks for | clocks | also | back |\n");
    out.append("|---|---|---|---|---|---|---|---|---|---|\n");
    TABLE.transitions().stream()
        .filter(row -> row.move().track() == track)
        .forEach(row -> out.append(row(row)));
  }

  private static String row(Transition row) {
    return "| `%s` %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |\n"
        .formatted(
            row.move().id(),
            row.move().zh(),
            String.join(", ", row.from()),
            row.to() == null ? "(stays)" : row.to(),
            onlyIf(row),
            Stream.concat(
                    row.roles().stream().map(Role::zh),
                    row.desk() ? Stream.of("the desk itself") : Stream.of())
                .collect(Collectors.joining(", ")),
            row.gates().stream().map(Gate::zh).collect(Collectors.joining(", ")),
            row.needs().stream().map(f -> TABLE.field(f).zh()).collect(Collectors.joining(", ")),
            clocks(row),
            row.also().stream().map(CaseCatalogueTest::effect).collect(Collectors.joining("; ")),
            row.reversible() ? "yes" : "no");
  }

  private static String onlyIf(Transition row) {
    StringBuilder words = new StringBuilder();
    if (row.reviewers() != null) {
      words.append(
          "kind needs %d reviewer%s; ".formatted(row.reviewers(), row.reviewers() == 1 ? "" : "s"));
    }
    row.when()
        .forEach((track, states) -> words.append("%s is %s; ".formatted(track.id(), or(states))));
    if (row.clears() != null) {
      words.append("%s, which it clears; ".formatted(row.clears().zh()));
    }
    return words.isEmpty() ? "" : words.substring(0, words.length() - 2);
  }

  private static String clocks(Transition row) {
    String stops = row.stops().isEmpty() ? "" : "stops " + String.join(", ", row.stops());
    String starts = row.starts().isEmpty() ? "" : "starts " + String.join(", ", row.starts());
    return stops + (stops.isEmpty() || starts.isEmpty() ? "" : "; ") + starts;
  }

  private static String effect(Effect effect) {
    return "%s %s → %s%s"
        .formatted(
            effect.track().id(),
            or(effect.from()),
            effect.to(),
            effect.raises() == null ? "" : " (" + effect.raises().zh() + ")");
  }

  private static String or(Set<String> states) {
    return String.join(" / ", states);
  }

  private void gates() {
    out.append("\n## Gates (闸门)\n\n| gate | 中文 | English |\n|---|---|---|\n");
    for (Gate gate : Gate.values()) {
      out.append("| `%s` | %s | %s |\n".formatted(gate.id(), gate.zh(), gate.en()));
    }
    out.append("\n## Reviewers by kind (审核人数)\n\n| kind | persons |\n|---|---|\n");
    TABLE.reviewers().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(e -> out.append("| `%s` | %d |\n".formatted(e.getKey(), e.getValue())));
    out.append("| all others | %d |\n".formatted(TABLE.otherReviewers()));
  }

  private void fields() {
    out.append("\n## Data (填报项)\n\nA reason is needed for every move.\n\n");
    out.append("| field | 中文 | English | type |\n|---|---|---|---|\n");
    for (DataField field : TABLE.fields()) {
      out.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(
                  field.id(),
                  field.zh(),
                  field.en(),
                  field.type().name().toLowerCase(Locale.ROOT)));
    }
    for (DataField field : TABLE.fields()) {
      if (!field.codes().isEmpty()) {
        out.append(
            "\n### `%s` %s\n\n| code | 中文 | English |\n|---|---|---|\n"
                .formatted(field.id(), field.zh()));
        field
            .codes()
            .forEach(code ->
                out.append("| `%s` | %s | %s |\n".formatted(code.id(), code.zh(), code.en())));
      }
    }
  }

  private void clocks() {
    out.append(
        "\n## Clocks (时限)\n\nA clock ends with its last day in +08:00. A new case starts %s.\n\n"
            .formatted(String.join(", ", TABLE.opening())));
    out.append(
        "| clock | 中文 | English | days | counted | from | valid from | source | verified |\n");
    out.append("|---|---|---|---|---|---|---|---|---|\n");
    for (String id : CLOCKS.ids()) {
      CLOCKS.rules().stream()
          .filter(rule -> rule.id().equals(id))
          .forEach(rule ->
              out.append(
                  "| `%s` | %s | %s | %d | %s days | %s | %s | %s | %s |\n"
                      .formatted(
                          id,
                          rule.zh(),
                          rule.en(),
                          rule.days(),
                          rule.count() == ClockRule.Count.WORKING ? "working" : "calendar",
                          from(rule.from()),
                          rule.validFrom(),
                          rule.source(),
                          rule.verified() ? "yes" : "no")));
    }
  }

  private static String from(ClockRule.From from) {
    return switch (from) {
      case COLLECTION -> "collection";
      case NOTICED -> "the finding reached the desk";
      case MOVE -> "the move";
    };
  }

  private void calendars() {
    out.append("\n## Working days (工作日)\n\n");
    out.append(
        "Other years count Monday to Friday, and the clock says that its calendar is not known.\n\n");
    out.append(
        "| year | days off | Saturdays and Sundays worked | source | verified |\n|---|---|---|---|---|\n");
    for (WorkingDays.Year year : CLOCKS.workingDays().years()) {
      out.append(
          "| %d | %s | %s | %s | %s |\n"
              .formatted(
                  year.year(),
                  off(year),
                  year.workdays().stream()
                      .map(LocalDate::toString)
                      .collect(Collectors.joining(", ")),
                  year.source(),
                  year.verified() ? "yes" : "no"));
    }
  }

  private static String off(WorkingDays.Year year) {
    return year.holidays().entrySet().stream()
        .collect(
            Collectors.groupingBy(
                Map.Entry::getValue,
                LinkedHashMap::new,
                Collectors.mapping(Map.Entry::getKey, Collectors.toList())))
        .entrySet()
        .stream()
        .map(e -> "%s %s–%s".formatted(e.getKey(), e.getValue().getFirst(), e.getValue().getLast()))
        .collect(Collectors.joining(", "));
  }
}

package lantian.desk.lists;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import lantian.desk.cases.Answered;
import lantian.desk.cases.Asked;
import lantian.desk.cases.CaseRecord;
import lantian.desk.cases.CaseTable;
import lantian.desk.cases.Casework;
import lantian.desk.cases.FindingFacts;
import lantian.desk.cases.Gate;
import lantian.desk.cases.GateReading;
import lantian.desk.cases.Track;
import lantian.desk.cases.TrackState;

/** Asks the case book for what a row asks for (清单行案件办理). */
final class RowMoving {
  private static final Gate EVIDENCE = Gate.EVIDENCE_INTACT;

  /** So long a move waits for evidence to be looked at. */
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private final Casework casework;
  private final CaseTable table;
  private final InstantSource clock;

  /** Why a move was not made, in two languages. */
  private record Why(String code, String zh, String en) {}

  RowMoving(Casework casework, InstantSource clock) {
    this.casework = casework;
    this.table = casework.book().moving().table();
    this.clock = clock;
  }

  /**
   * Makes the move unless it was made before, and says what became of it; empty if that will be
   * known later.
   */
  Optional<RowMove> move(RowTask task) {
    while (true) {
      Optional<CaseRecord> found = casework.book().find(task.row().caseId());
      if (found.isEmpty()) {
        return Optional.of(not(task, new Why("NO_CASE", "没有此案件", "there is no such case")));
      }
      CaseRecord record = found.get();
      if (made(record, task)) {
        return Optional.of(said(task, RowMove.Outcome.MADE, new Why("", "", "")));
      }
      Optional<Answered> answered =
          casework.book().move(record, task.move(), () -> asked(record, task), () -> {});
      if (answered.isPresent()) {
        return switch (answered.get()) {
          case Answered.Moved _ ->
              Optional.of(said(task, RowMove.Outcome.MADE, new Why("", "", "")));
          case Answered.Refused refused when later(record, task, refused) -> Optional.empty();
          case Answered.Refused refused -> Optional.of(refused(record, task, refused));
        };
      } // Otherwise somebody else wrote to the case meanwhile.
    }
  }

  /** Evidence that nobody has looked at yet, such as a case that is not sealed, is worth a wait. */
  private boolean later(CaseRecord record, RowTask task, Answered.Refused refused) {
    return refused.why() == Answered.Why.GATE
        && clock.instant().isBefore(task.since().plus(PATIENCE))
        && refused.gates().stream().allMatch(gate -> gate.open() || gate.gate() == EVIDENCE)
        && asked(record, task).facts().findings().values().stream()
            .anyMatch(facts -> facts.evidence() == FindingFacts.Evidence.UNKNOWN);
  }

  /** A kill may have come before the list could say so. */
  private static boolean made(CaseRecord record, RowTask task) {
    return record.events().stream()
        .anyMatch(event ->
            event.move().equals(task.move())
                && event.actor().equals(task.actor())
                && event.reason().equals(task.reason()));
  }

  private Asked asked(CaseRecord record, RowTask task) {
    Instant now = clock.instant();
    return Asked.of(
        task.move(),
        task.actor(),
        now,
        task.reason(),
        task.data(),
        casework.facts().gather(record, task.data(), now, id -> Optional.empty()));
  }

  private RowMove refused(CaseRecord record, RowTask task, Answered.Refused refused) {
    boolean there =
        refused.why() == Answered.Why.ILLEGAL
            && task.step() == RowMove.Step.RECEIPT
            && record.state().main().equals("received");
    return there
        ? said(task, RowMove.Outcome.THERE, new Why("", "", ""))
        : not(task, why(record, refused));
  }

  private Why why(CaseRecord record, Answered.Refused refused) {
    String code = refused.why().name();
    return switch (refused.why()) {
      case ILLEGAL, UNKNOWN_MOVE ->
          new Why(
              code,
              "案件现为%s，不能这样办理".formatted(states(record, TrackState::zh, "、")),
              "the case stands at %s".formatted(states(record, TrackState::en, ", ")));
      case ROLE -> new Why(code, "反馈人的角色不能这样办理", "the role of who answered may not do it");
      case DATA ->
          new Why(
              code,
              "缺少或格式不对：" + fields(refused.fields(), true),
              "missing or not readable: " + fields(refused.fields(), false));
      case GATE -> new Why(code, shut(refused, true), shut(refused, false));
      case FULL -> new Why(code, "案件记录已满", "the timeline is full");
    };
  }

  private String states(CaseRecord record, Function<TrackState, String> word, String between) {
    return List.of(Track.MAIN, Track.PENALTY, Track.REPAIR).stream()
        .map(track -> word.apply(table.state(track, record.state().of(track))))
        .collect(Collectors.joining(between));
  }

  private String fields(List<String> fields, boolean zh) {
    return fields.stream()
        .map(field -> field.equals("reason") ? zh ? "原因" : "reason" : word(field, zh))
        .collect(Collectors.joining(zh ? "、" : ", "));
  }

  private String word(String field, boolean zh) {
    return zh ? table.field(field).zh() : table.field(field).en();
  }

  private static String shut(Answered.Refused refused, boolean zh) {
    return refused.gates().stream()
        .flatMap(gate -> gate.shut().stream())
        .map(zh ? GateReading.Why::zh : GateReading.Why::en)
        .distinct()
        .collect(Collectors.joining(zh ? "；" : "; "));
  }

  private RowMove not(RowTask task, Why why) {
    return said(task, RowMove.Outcome.NOT_MADE, why);
  }

  private RowMove said(RowTask task, RowMove.Outcome outcome, Why why) {
    return new RowMove(
        task.row().number(),
        task.step(),
        task.move(),
        outcome,
        why.code(),
        why.zh(),
        why.en(),
        clock.instant());
  }
}

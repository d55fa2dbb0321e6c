package lantian.desk.lists;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lantian.desk.cases.CaseActor;
import org.jspecify.annotations.Nullable;

/**
 * A move that a receipt or a result asks of a row's case (清单行待办). The move's reason names list and
 * row, so that one that was made is known again after a crash.
 *
 * @param row the row
 * @param step what it is for
 * @param move id of the move in the case table
 * @param actor who received or answered
 * @param since when
 * @param reason reason of the move
 * @param data what the move asks for, as far as it was given
 */
record RowTask(
    ListRow row,
    RowMove.Step step,
    String move,
    CaseActor actor,
    Instant since,
    String reason,
    Map<String, String> data) {
  RowTask {
    data = Map.copyOf(data);
  }

  /** What is still to be done for a list, row by row, the receipt first. */
  static List<RowTask> of(HandoverList list) {
    List<RowTask> tasks = new ArrayList<>();
    for (ListRow row : list.rows()) {
      Receipt receipt = list.receipt();
      if (receipt != null && list.kind() == ListKind.VIOLATIONS) {
        tasks.add(
            new RowTask(
                row,
                RowMove.Step.RECEIPT,
                "receive",
                receipt.actor(),
                receipt.at(),
                reason(list, row, "签收", null),
                Map.of()));
      }
      RowResult result = list.results().get(row.number());
      if (result != null) {
        tasks.add(
            new RowTask(
                row,
                RowMove.Step.RESULT,
                move(list.kind(), result.kind()),
                result.actor(),
                result.at(),
                reason(list, row, result.kind().zh(), result.reason()),
                data(list.kind(), result)));
      }
    }
    tasks.removeIf(task -> list.moves().stream().anyMatch(task::same));
    return tasks;
  }

  private boolean same(RowMove done) {
    return done.row() == row.number() && done.step() == step;
  }

  /** The move of the case table that says what the receiver did. */
  private static String move(ListKind kind, RowResult.Kind result) {
    return switch (result) {
      case PENALISED -> "enter";
      case EXEMPTED -> "exempt";
      case RETURNED -> kind == ListKind.VIOLATIONS ? "return" : "declineRepair";
      case REPAIRED -> "recordRepair";
      case URGED -> "urge";
      case SCRAPPED -> "scrap";
    };
  }

  private static Map<String, String> data(ListKind list, RowResult result) {
    Map<String, String> data = new TreeMap<>();
    switch (result.kind()) {
      case PENALISED -> {
        put(data, "code", result.code());
        put(data, "number", result.reference());
      }
      case RETURNED -> {
        if (list == ListKind.VIOLATIONS) {
          put(data, "lacking", result.reason());
        }
      }
      case SCRAPPED -> put(data, "document", result.reference());
      case REPAIRED -> {
        put(data, "workshop", result.workshop());
        put(data, "order", result.reference());
        put(data, "repairedOn", result.day() == null ? null : result.day().toString());
      }
      case EXEMPTED, URGED -> {}
    }
    return data;
  }

  private static void put(Map<String, String> data, String field, @Nullable String value) {
    if (value != null) {
      data.put(field, plain(value));
    }
  }

  private static String reason(HandoverList list, ListRow row, String what, @Nullable String why) {
    String begin = "清单%s第%d行：%s".formatted(list.number(), row.number(), what);
    return why == null || why.isBlank() ? begin : begin + "，" + plain(why);
  }

  /** Line breaks of a department's file are no reason to refuse what it says. */
  static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}", " ").strip();
  }
}

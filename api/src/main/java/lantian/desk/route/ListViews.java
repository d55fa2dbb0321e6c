package lantian.desk.route;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import lantian.desk.lists.HandoverList;
import lantian.desk.lists.LineAnswer;
import lantian.desk.lists.ListFault;
import lantian.desk.lists.ListRow;
import lantian.desk.lists.Receipt;
import lantian.desk.lists.RowMove;
import lantian.desk.lists.RowResult;
import lantian.proto.Plate;
import org.jspecify.annotations.Nullable;

/** Lists as answers show them (移交清单). */
final class ListViews {
  /** Columns of a row that name a vehicle or a person; shown only in part unless asked for. */
  private static final Set<String> PERSONAL = Set.of(ListRow.PLATE, "vin");

  private ListViews() {}

  static JsonObject json(HandoverList list) {
    return new JsonObject()
        .put("number", list.number())
        .put("kind", list.kind().name())
        .put("kindZh", list.kind().zh())
        .put("county", list.county())
        .put("issued", Moments.text(list.issued()))
        .put("issuer", list.issuer())
        .put("count", list.rows().size())
        .put("answered", list.results().size())
        .put("notMade", list.notMade())
        .put("hash", list.hash())
        .put("root", list.root())
        .put("state", list.state().name())
        .put("stateZh", list.state().zh())
        .put("receipt", json(list.receipt()));
  }

  static JsonObject withRows(HandoverList list, boolean unmasked) {
    JsonArray rows = new JsonArray();
    for (ListRow row : list.rows()) {
      JsonObject values = new JsonObject();
      row.values().forEach((name, value) -> values.put(name, shown(name, value, unmasked)));
      rows.add(
          new JsonObject()
              .put("number", row.number())
              .put("case", row.caseId())
              .put("digest", row.digest())
              .put("values", values)
              .put("result", json(list.results().get(row.number())))
              .put("moves", moves(list, row.number())));
    }
    return new JsonObject()
        .put("list", json(list))
        .put("manifest", list.manifest())
        .put("masked", !unmasked)
        .put("rows", rows);
  }

  private static JsonArray moves(HandoverList list, int row) {
    JsonArray moves = new JsonArray();
    for (RowMove move : list.moves()) {
      if (move.row() == row) {
        moves.add(
            new JsonObject()
                .put("step", move.step().name())
                .put("stepZh", move.step().zh())
                .put("move", move.move())
                .put("outcome", move.outcome().name())
                .put("code", move.code())
                .put("zh", move.zh())
                .put("en", move.en())
                .put("at", Moments.text(move.at())));
      }
    }
    return moves;
  }

  static JsonObject json(LineAnswer line) {
    ListFault fault = line.fault();
    return new JsonObject()
        .put("line", line.line())
        .put("status", line.status().name())
        .put("row", line.row())
        .put(
            "error",
            fault == null
                ? null
                : new JsonObject()
                    .put("code", fault.name())
                    .put("zh", fault.zh())
                    .put("en", fault.en()));
  }

  static @Nullable String shown(String column, @Nullable String value, boolean unmasked) {
    if (value == null || unmasked || !PERSONAL.contains(column)) {
      return value;
    }
    return column.equals(ListRow.PLATE)
        ? new Plate(value, Plate.Colour.YELLOW).masked() // Whatever its colour, it reads the same.
        : "***";
  }

  private static @Nullable JsonObject json(@Nullable Receipt receipt) {
    return receipt == null
        ? null
        : new JsonObject()
            .put("kind", receipt.kind().name())
            .put("by", receipt.by())
            .put("organisation", receipt.organisation())
            .put("at", Moments.text(receipt.at()));
  }

  private static @Nullable JsonObject json(@Nullable RowResult result) {
    return result == null
        ? null
        : new JsonObject()
            .put("kind", result.kind().name())
            .put("kindZh", result.kind().zh())
            .put("reference", result.reference())
            .put("day", result.day() == null ? null : result.day().toString())
            .put("reason", result.reason())
            .put("code", result.code())
            .put("workshop", result.workshop())
            .put("by", result.by())
            .put("at", Moments.text(result.at()));
  }
}

package lantian.desk.route;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lantian.desk.DeskSettings;
import lantian.desk.access.Caller;
import lantian.desk.export.Column;
import lantian.desk.export.TableShape;
import lantian.desk.http.Answer;
import lantian.desk.http.Call;
import lantian.desk.http.Inputs;
import lantian.desk.http.Operation;
import lantian.obd.read.Page;
import lantian.obd.read.Shared;
import lantian.proto.CityTime;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/**
 * Identifiers told under several VINs (标识重复). Whoever is of one county sees the rows in which a
 * vehicle of his is, and of the others in it how many they are.
 */
final class SharedOperations {
  private final ObdSource obd;
  private final QualitySearch search;
  private final Subjects subjects;
  private final Listing listing;
  private final DeskSettings.Limits limits;

  /** A row with those of its vehicles that the caller may see. */
  private record Seen(Shared row, List<Shared.Teller> tellers, Register register) {}

  /** A vehicle of a row, as a file has it. */
  private record Line(Seen seen, Shared.Teller teller) {}

  SharedOperations(
      ObdSource obd,
      QualitySearch search,
      Subjects subjects,
      Listing listing,
      DeskSettings.Limits limits) {
    this.obd = obd;
    this.search = search;
    this.subjects = subjects;
    this.listing = listing;
    this.limits = limits;
  }

  void into(Map<String, Operation> operations, Exporting exporting) {
    operations.put("listShared", this::list);
    exporting.also("exportShared", this::export);
  }

  private Answer list(Call call) {
    Range range = search.range(call.inputs());
    int limit = Math.min(limits.page(), call.inputs().number("limit", 50));
    Page<Seen> page =
        listing.page(call, limit, source(call.caller(), call.inputs(), range), found -> found);
    JsonArray rows = new JsonArray();
    JsonArray shown = new JsonArray();
    for (Seen seen : page.rows()) {
      JsonArray tellers = new JsonArray();
      for (Shared.Teller teller : seen.tellers) {
        JsonObject one =
            new JsonObject()
                .put("vehicle", vehicle(seen, teller, call.unmasked()))
                .put("first", teller.first() == null ? null : teller.first().toString())
                .put("last", teller.last().toString())
                .put("own", own(seen.row, teller.vin()))
                .put("sender", teller.sender().name());
        tellers.add(one);
        shown.add(one);
      }
      rows.add(
          new JsonObject()
              .put("kind", seen.row.kind().name())
              .put("value", value(seen.row, call.unmasked()))
              .put("times", seen.row.times().name())
              .put("vehicles", seen.row.vehicles())
              .put("tellers", tellers));
    }
    call.about(VehicleOperations.ids(shown));
    return Answer.of(range.tell(new JsonObject().put("rows", rows).put("next", page.next())));
  }

  private JsonObject vehicle(Seen seen, Shared.Teller teller, boolean unmasked) {
    return subjects.json(seen.register, teller.vin(), end(teller), unmasked);
  }

  private Listing.Source<Seen> source(Caller caller, Inputs inputs, Range range) {
    String word = inputs.text("kind");
    Shared.Kind kind = word == null ? null : Shared.Kind.valueOf(word);
    return (vin, cursor, limit) -> {
      Page<Shared> page = obd.shared(kind, vin, CityTime.day(range.from()), cursor, limit);
      List<Seen> rows = new ArrayList<>();
      for (Shared row : page.rows()) {
        Register register =
            search.register(caller, row.tellers().stream().map(Shared.Teller::vin).toList());
        List<Shared.Teller> visible =
            row.tellers().stream()
                .filter(teller -> register.visible(caller, teller.vin(), end(teller)))
                .toList();
        if (!visible.isEmpty()) {
          rows.add(new Seen(row, visible, register));
        }
      }
      return new Page<>(rows, page.next());
    };
  }

  private static Instant end(Shared.Teller teller) {
    return QualityExports.end(teller.last());
  }

  /** True if the controller's VIN is the vehicle's own. */
  private static boolean own(Shared row, Vin vin) {
    return row.kind() == Shared.Kind.CONTROLLER && row.value().equals(vin.text());
  }

  private static @Nullable String value(Shared row, boolean unmasked) {
    return switch (row.kind()) {
      case CONTROLLER -> Subjects.vin(new Vin(row.value()), unmasked);
      case CARD -> EntryViews.tail(row.value(), unmasked);
    };
  }

  private Export<Line> export(ExportOrder order, Instant at, long most) {
    Range range = search.range(order.inputs());
    List<Line> lines = new ArrayList<>();
    listing.sweep(
        listing.vehicles(order),
        source(order.caller(), order.inputs(), range),
        rows -> {
          rows.forEach(seen -> seen.tellers.forEach(one -> lines.add(new Line(seen, one))));
          return true;
        });
    Instant to = range.to();
    return new Export<>(
        order,
        TableShape.of("标识重复", "shared identifiers", columns(order), row -> null),
        lines::forEach,
        List.of(
            order.word("标识重复", "shared-identifiers"),
            Export.period(order, range.from(), to == null ? at : to)),
        new ArrayList<>(Covers.period(order, range.from(), to)),
        lines.size(),
        at);
  }

  private static List<Column<Line>> columns(ExportOrder order) {
    boolean unmasked = order.unmasked();
    return List.of(
        Column.of("标识类别", "kind", line -> kind(order, line.seen.row.kind())),
        Column.of("标识", "identifier", line -> value(line.seen.row, unmasked)),
        Column.of("时间关系", "times", line -> times(order, line.seen.row.times())),
        Column.of("车辆数", "vehicles", line -> line.seen.row.vehicles()),
        Column.of(
            "号牌号码",
            "plate",
            line -> {
              var filed = line.seen.register.at(line.teller.vin(), end(line.teller));
              return Subjects.plate(filed == null ? null : filed.plate(), unmasked);
            }),
        Column.of("车架号", "VIN", line -> Subjects.vin(line.teller.vin(), unmasked)),
        Column.of(
            "首次上报日",
            "first day",
            line -> line.teller.first() == null ? null : line.teller.first().toString()),
        Column.of("末次上报日", "last day", line -> line.teller.last().toString()),
        Column.of(
            "本车标识",
            "own",
            line ->
                own(line.seen.row, line.teller.vin())
                    ? order.word("是", "yes")
                    : order.word("否", "no")),
        Column.of("身份", "sender", line -> line.teller.sender().name()));
  }

  private static String kind(ExportOrder order, Shared.Kind kind) {
    return switch (kind) {
      case CONTROLLER -> order.word("控制器VIN", "controller's VIN");
      case CARD -> order.word("卡号ICCID", "ICCID of the card");
    };
  }

  private static String times(ExportOrder order, Shared.Times times) {
    return switch (times) {
      case OVERLAP -> order.word("同期", "overlapping");
      case SUCCESSION -> order.word("先后", "one after the other");
      case UNKNOWN -> order.word("不详", "not known");
    };
  }
}

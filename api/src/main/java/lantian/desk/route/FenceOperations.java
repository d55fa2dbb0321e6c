package lantian.desk.route;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import lantian.desk.fence.Fence;
import lantian.desk.fence.FenceBook;
import lantian.desk.http.Answer;
import lantian.desk.http.Call;
import lantian.desk.http.Operation;
import lantian.proto.CityTime;
import org.jspecify.annotations.Nullable;

/**
 * Fences: shown on the map, and what lists of vehicles may be narrowed to (电子围栏).
 *
 * <p>The ecology lead keeps them: a zone is drawn by a notice of the bureau, and no administrator
 * of machines decides where a truck may not go. They are the whole city's.
 */
final class FenceOperations {
  private final FenceBook book;
  private final InstantSource clock;

  FenceOperations(FenceBook book, InstantSource clock) {
    this.book = book;
    this.clock = clock;
  }

  void into(Map<String, Operation> operations) {
    operations.put("listFences", this::list);
    operations.put("getFence", call -> tagged(named(call)));
    operations.put("createFences", this::create);
    operations.put("changeFence", this::change);
  }

  private Answer list(Call call) {
    boolean all = Boolean.TRUE.equals(call.inputs().flag("all"));
    LocalDate today = today();
    return Answer.of(
        new JsonObject()
            .put("rows", rows(book.list().stream().filter(f -> all || f.holdsOn(today)).toList())));
  }

  private Answer create(Call call) {
    wholeCity(call);
    List<Fence> wanted = FenceReading.read(call.file(), call.attempt().random());
    if (book.count() + wanted.size() > FenceBook.MOST) {
      throw new Refusal(
          Fault.CONFLICT,
          List.of(
              FieldError.of(
                  "",
                  "TOO_MANY_FENCES",
                  "围栏总数（含已截止的）最多" + FenceBook.MOST + "个",
                  "there may be " + FenceBook.MOST + " fences, ended ones included")));
    }
    call.about(String.join(" ", wanted.stream().map(Fence::id).toList()));
    call.because("fences=" + wanted.size());
    call.begins();
    book.add(wanted, call.caller().name());
    return Answer.created(new JsonObject().put("rows", rows(wanted)));
  }

  private Answer change(Call call) {
    wholeCity(call);
    Fence was = named(call);
    if (was.version() != Long.parseLong(call.inputs().needed("If-Match").replace("\"", ""))) {
      throw new Refusal(Fault.CHANGED_SINCE);
    }
    JsonObject wanted = call.json();
    String name = wanted.getString("name", was.name()).strip();
    if (name.isEmpty() || !FenceReading.printable(name)) {
      throw invalid("name", "NAME", "请填写名称", "name it");
    }
    Fence.Kind kind = Fence.Kind.valueOf(wanted.getString("kind", was.kind().name()));
    LocalDate until = wanted.containsKey("until") ? until(was, wanted) : was.until();
    call.because("until=" + until);
    call.begins();
    Fence now =
        book.change(was, name, kind, until, call.caller().name())
            .orElseThrow(() -> new Refusal(Fault.CHANGED_SINCE));
    return tagged(now);
  }

  private Fence named(Call call) {
    String id = call.inputs().needed("fenceId");
    call.about(id);
    return book.find(id).orElseThrow(() -> new Refusal(Fault.NOT_FOUND));
  }

  private static Answer tagged(Fence fence) {
    return Answer.of(json(fence)).with("ETag", "\"" + fence.version() + "\"");
  }

  /** What has held until today held: an end lies in the days to come, or is today. */
  private @Nullable LocalDate until(Fence was, JsonObject wanted) {
    String text = wanted.getString("until");
    LocalDate until = text == null ? null : FenceReading.day(text);
    if (text != null && until == null) {
      throw invalid("until", "DATE", "日期须为 2026-01-31 的形式", "give the date as 2026-01-31");
    }
    LocalDate old = was.until();
    LocalDate today = today();
    if (old != null && old.isBefore(today)) {
      throw invalid("until", "ENDED", "围栏已截止，请另建", "it has ended; make another");
    }
    if (until != null && (until.isBefore(was.from()) || until.isBefore(today))) {
      throw invalid(
          "until",
          "ORDER",
          "截止日期不能早于今日或起始日期",
          "until must be neither before today nor before from");
    }
    return until;
  }

  private static Refusal invalid(String field, String code, String zh, String en) {
    return new Refusal(Fault.INVALID, List.of(FieldError.of(field, code, zh, en)));
  }

  private static void wholeCity(Call call) {
    if (call.caller().county() != null) {
      throw new Refusal(
          Fault.FORBIDDEN,
          List.of(
              FieldError.of(
                  "county", "WHOLE_CITY", "围栏由市级人员维护", "fences are kept for the whole city")));
    }
  }

  /** The fence that a list is narrowed to, null if it is not. */
  @Nullable Fence asked(Call call) {
    String id = call.inputs().text("fence");
    if (id == null) {
      return null;
    }
    Fence fence =
        book.find(id)
            .orElseThrow(() -> invalid("fence", "UNKNOWN", "无此电子围栏", "there is no such fence"));
    if (!fence.holdsOn(today())) {
      throw invalid("fence", "NOT_NOW", "该围栏今日不在有效期内", "this fence does not hold today");
    }
    return fence;
  }

  private LocalDate today() {
    return CityTime.day(clock.instant());
  }

  private static JsonArray rows(List<Fence> fences) {
    JsonArray rows = new JsonArray();
    fences.forEach(fence -> rows.add(json(fence)));
    return rows;
  }

  private static JsonObject json(Fence fence) {
    LocalDate until = fence.until();
    return new JsonObject()
        .put("id", fence.id())
        .put("name", fence.name())
        .put("kind", fence.kind().name())
        .put("kindZh", fence.kind().zh())
        .put("from", fence.from().toString())
        .put("until", until == null ? null : until.toString())
        .put("version", fence.version())
        .put(
            "geometry",
            new JsonObject()
                .put("type", "MultiPolygon")
                .put("coordinates", new JsonArray(fence.shape().coordinates())));
  }
}

package lantian.desk.route;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Locale;
import lantian.desk.cases.CaseEvent;
import lantian.desk.cases.CaseRecord;
import lantian.desk.cases.CaseState;
import lantian.desk.cases.CaseTable;
import lantian.desk.cases.Track;
import lantian.desk.cases.TrackState;
import lantian.desk.register.Span;
import lantian.desk.register.TerminalValues;
import lantian.desk.register.VehicleValues;
import lantian.desk.route.VehicleTimeline.Entry;
import lantian.obd.read.Clash;
import lantian.obd.read.Found;
import lantian.proto.Plate;
import org.jspecify.annotations.Nullable;

/** Entries of a vehicle's timeline as the answer shows them, one sentence each (档案条目). */
final class TimelineViews {
  private final CaseTable table;

  TimelineViews(CaseTable table) {
    this.table = table;
  }

  /** What kind of entry, in the order in which entries of one moment are shown. */
  private enum Kind {
    FILED("1"),
    TERMINAL("2"),
    CONFLICT("3"),
    FINDING("4"),
    CASE("5");

    private final String place;

    Kind(String place) {
      this.place = place;
    }
  }

  private static Entry entry(
      Kind kind, Instant at, String id, String zh, String en, @Nullable String reference) {
    return new Entry(
        at,
        kind.place + " " + id,
        new JsonObject()
            .put("at", Moments.text(at))
            .put("kind", kind.name())
            .put("zh", zh)
            .put("en", en)
            .put("finding", kind == Kind.FINDING ? reference : null)
            .put("case", kind == Kind.CASE ? reference : null));
  }

  Entry filed(Span<VehicleValues> span, boolean unmasked) {
    VehicleValues values = span.values();
    Plate plate = values.plate();
    String number = plate == null ? "-" : String.valueOf(Subjects.plate(plate, unmasked));
    String colour = plate == null ? "-" : plate.colour().zh();
    String english =
        plate == null ? "-" : plate.colour().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return entry(
        Kind.FILED,
        span.from(),
        span.id(),
        "车辆备案：%s（%s牌），%s".formatted(number, colour, values.county()),
        "Vehicle filed: %s (%s), %s".formatted(number, english, values.county()),
        null);
  }

  Entry terminal(Span<TerminalValues> span) {
    TerminalValues values = span.values();
    return entry(
        Kind.TERMINAL,
        span.from(),
        span.id(),
        "终端备案：%s %s %s"
            .formatted(said(values.maker()), said(values.model()), said(values.firmware())),
        "Terminal filed: %s %s %s"
            .formatted(said(values.maker()), said(values.model()), said(values.firmware())),
        null);
  }

  private static String said(@Nullable String text) {
    return text == null ? "-" : text;
  }

  Entry finding(Found row) {
    return entry(
        Kind.FINDING,
        row.start(),
        row.id().text(),
        "线索：" + row.reasonZh(),
        "Finding: " + row.reasonEn(),
        row.id().text());
  }

  Entry conflict(Clash row) {
    int copies = row.copies().size();
    return entry(
        Kind.CONFLICT,
        row.second(),
        "%05d".formatted(row.type()),
        "数据冲突：同一秒有%d份不同的数据（类型%d），%s"
            .formatted(copies, row.type(), row.settled() ? "已采用来源已核验的一份" : "不予采用"),
        "Conflict: %d bodies for one second (type %d), %s"
            .formatted(
                copies, row.type(), row.settled() ? "the proven one is used" : "none is used"),
        null);
  }

  Entry move(CaseRecord record, CaseEvent event) {
    JsonObject words = CaseViews.words(table, event.move());
    return entry(
        Kind.CASE,
        event.at(),
        record.id() + " %06d".formatted(event.seq()),
        "案件%s第%d号：%s，%s"
            .formatted(
                record.kind(), record.ordinal(), words.getString("zh"), states(event.to(), true)),
        "Case %s no. %d: %s, %s"
            .formatted(
                record.kind(), record.ordinal(), words.getString("en"), states(event.to(), false)),
        record.id());
  }

  /** Where the tracks stand that have begun. */
  private String states(CaseState state, boolean chinese) {
    StringBuilder out = new StringBuilder();
    for (Track track : Track.values()) {
      TrackState at = table.state(track, state.of(track));
      if (track == Track.MAIN || !at.initial()) {
        String between = out.isEmpty() ? "" : chinese ? "、" : ", ";
        out.append(between).append(chinese ? at.zh() : at.en());
      }
    }
    return out.toString();
  }
}

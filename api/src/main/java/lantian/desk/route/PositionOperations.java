package lantian.desk.route;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import lantian.desk.fence.Fence;
import lantian.desk.http.Answer;
import lantian.desk.http.Call;
import lantian.desk.http.Operation;
import lantian.desk.live.Box;
import lantian.desk.live.Live;
import lantian.desk.live.Mark;
import lantian.desk.live.Picture;
import lantian.desk.register.RegisterReadings;
import lantian.obd.read.Place;
import org.jspecify.annotations.Nullable;

/**
 * Where vehicles are now (实时位置), once or as long as somebody watches. What many maps ask at the
 * same time is read once. A place with its vehicle is part of a track, so while masked it is coarse
 * and says nothing of whose it is.
 */
final class PositionOperations {
  private static final int MOST_SHOWN = 10_000;

  /** Steps of a masked place in a degree: about a kilometre. */
  private static final double COARSE = 100;

  /** What the wire carries. */
  private static final double EXACT = 1e6;

  private final PositionReads reads;
  private final RegisterReadings readings;
  private final FenceOperations fences;
  private final Subjects subjects;
  private final InstantSource clock;
  private final Live live;

  PositionOperations(
      PositionReads reads,
      RegisterReadings readings,
      FenceOperations fences,
      Subjects subjects,
      InstantSource clock,
      Live live) {
    this.reads = reads;
    this.fences = fences;
    this.readings = readings;
    this.subjects = subjects;
    this.clock = clock;
    this.live = live;
    live.looks(reads::again);
  }

  void into(Map<String, Operation> operations) {
    operations.put("listPositions", this::list);
    operations.put("streamPositions", this::stream);
  }

  private Answer list(Call call) {
    Box box = box(call.inputs().needed("box"));
    boolean unmasked = call.unmasked();
    Instant now = clock.instant();
    List<Place> inside =
        reads.recent(now).places().stream().filter(p -> box.holds(p.lon(), p.lat())).toList();
    List<Mark> visible = within(fences.asked(call), marks(visible(call, inside, now), unmasked));
    List<Mark> shown = visible.subList(0, Math.min(visible.size(), MOST_SHOWN));
    call.about(shown.size() + " places");
    return Answer.of(
        columns(shown, unmasked, true)
            .put("now", now.getEpochSecond())
            .put("more", visible.size() > shown.size()));
  }

  /**
   * Those inside a fence as they are shown: while masked, no fence tells a place more finely than
   * the map does.
   */
  private static List<Mark> within(@Nullable Fence fence, List<Mark> marks) {
    return fence == null
        ? marks
        : marks.stream().filter(mark -> fence.shape().holds(mark.lon(), mark.lat())).toList();
  }

  /** Without the vehicles that the caller may not see now. */
  private List<Place> visible(Call call, List<Place> places, Instant now) {
    if (!Register.limits(call.caller())) {
      return places;
    }
    Register register =
        Register.of(readings, places.stream().map(Place::vin).toList(), call.caller());
    return places.stream()
        .filter(place ->
            register
                .sight(call.caller(), place.vin(), now)
                .filter(sight -> sight.at(place.collected()) && sight.at(now))
                .isPresent())
        .toList();
  }

  /** The same as a stream: one act, whatever it tells while it lasts. */
  private Answer stream(Call call) {
    Box box = box(call.inputs().needed("box"));
    boolean unmasked = call.unmasked();
    Fence fence = fences.asked(call);
    Duration most = live.settings().longest();
    Duration wanted = Duration.ofSeconds(call.inputs().number("for", Integer.MAX_VALUE));
    call.about("stream of places");
    Live.Seat seat = seat(call);
    PositionFeed feed =
        new PositionFeed(
            seat,
            reads,
            clock,
            new Picture(MOST_SHOWN, unmasked),
            read ->
                within(
                    fence,
                    marks(
                        read.visible(call.caller()).stream()
                            .filter(place -> box.holds(place.lon(), place.lat()))
                            .toList(),
                        unmasked)),
            (marks, named) -> columns(marks, unmasked, named));
    return new Answer.Events(feed, wanted.compareTo(most) > 0 ? most : wanted);
  }

  private Live.Seat seat(Call call) {
    return switch (live.take(call.caller().kind() + " " + call.caller().id())) {
      case Live.Taking.Seated seated -> seated.seat();
      case Live.Taking.HouseFull _ -> throw new Refusal(Fault.OVERLOADED, Duration.ofSeconds(30));
      case Live.Taking.AccountFull(int most) ->
          throw new Refusal(
              Fault.BUSY_CALLER,
              List.of(
                  FieldError.of(
                      "",
                      "TOO_MANY_STREAMS",
                      "同一账号最多同时打开" + most + "个实时推送，请关闭其他地图页面",
                      "at most " + most + " streams at once; close another map")));
    };
  }

  private static List<Mark> marks(List<Place> places, boolean unmasked) {
    return places.stream()
        .map(place ->
            new Mark(
                place.vin(),
                rounded(place.lon(), unmasked),
                rounded(place.lat(), unmasked),
                place.speedKmh(),
                place.collected().getEpochSecond()))
        .toList();
  }

  private JsonObject columns(List<Mark> marks, boolean unmasked, boolean named) {
    JsonArray vehicle = new JsonArray();
    JsonArray lon = new JsonArray();
    JsonArray lat = new JsonArray();
    JsonArray speed = new JsonArray();
    JsonArray second = new JsonArray();
    for (Mark mark : marks) {
      if (named) {
        vehicle.add(unmasked ? subjects.id(mark.vin()) : null);
      }
      lon.add(mark.lon());
      lat.add(mark.lat());
      speed.add(mark.speed());
      second.add(mark.second());
    }
    JsonObject columns = named ? new JsonObject().put("vehicle", vehicle) : new JsonObject();
    return columns.put("lon", lon).put("lat", lat).put("speed", speed).put("second", second);
  }

  private static double rounded(double degrees, boolean unmasked) {
    double steps = unmasked ? EXACT : COARSE;
    return Math.round(degrees * steps) / steps;
  }

  /** The contract lets only four numbers through. */
  private static Box box(String text) {
    List<Double> sides = new ArrayList<>();
    for (String side : text.split(",", -1)) {
      sides.add(Double.valueOf(side));
    }
    Box box = new Box(sides.get(0), sides.get(1), sides.get(2), sides.get(3));
    if (box.west() > box.east() || box.south() > box.north()) {
      throw new Refusal(
          Fault.INVALID,
          List.of(
              FieldError.of(
                  "box",
                  "ORDER",
                  "依次为西、南、东、北，西不大于东，南不大于北",
                  "west, south, east, north; west at most east, south at most north")));
    }
    return box;
  }
}

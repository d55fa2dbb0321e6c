package lantian.desk.route;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import lantian.desk.http.Answer;
import lantian.desk.live.Live;
import lantian.desk.live.Mark;
import lantian.desk.live.Picture;
import org.jspecify.annotations.Nullable;

/** What one map is told (单图推送): all it shows at first, later what is new. */
final class PositionFeed implements Answer.Feed {
  private final Live.Seat seat;
  private final PositionReads reads;
  private final InstantSource clock;
  private final Picture picture;
  private final Function<PositionReads.Read, List<Mark>> shown;
  private final BiFunction<List<Mark>, Boolean, JsonObject> columns;
  private PositionReads.@Nullable Read last;

  /**
   * Nothing has been told.
   *
   * @param shown what this reader sees of what was read
   * @param columns marks as JSON, with or without their vehicles' names
   */
  PositionFeed(
      Live.Seat seat,
      PositionReads reads,
      InstantSource clock,
      Picture picture,
      Function<PositionReads.Read, List<Mark>> shown,
      BiFunction<List<Mark>, Boolean, JsonObject> columns) {
    this.seat = seat;
    this.reads = reads;
    this.clock = clock;
    this.picture = picture;
    this.shown = shown;
    this.columns = columns;
  }

  @Override
  public Answer.@Nullable Event next() {
    PositionReads.Read read = reads.recent(clock.instant());
    PositionReads.Read before = last;
    if (read == before) {
      return null;
    }
    Picture.Difference news = picture.step(shown.apply(read));
    last = read;
    if (before == null) {
      return new Answer.Event(
          "picture",
          rows(news.appeared(), true)
              .put("now", read.at().getEpochSecond())
              .put("more", news.more()));
    }
    if (news.isEmpty()) {
      return null;
    }
    return new Answer.Event(
        "change",
        new JsonObject()
            .put("now", read.at().getEpochSecond())
            .put("more", news.more())
            .put("appeared", rows(news.appeared(), true))
            .put("moved", rows(news.moved(), false))
            .put("left", new JsonArray(news.left())));
  }

  /** Says of when it is what the reader sees. */
  @Override
  public Answer.Event beat() {
    PositionReads.Read read = last;
    return new Answer.Event(
        "beat",
        new JsonObject()
            .put("now", clock.instant().getEpochSecond())
            .put("age", read == null ? 0 : read.age()));
  }

  private JsonObject rows(List<Picture.Row> rows, boolean named) {
    JsonArray key = new JsonArray();
    rows.forEach(row -> key.add(row.key()));
    return columns.apply(rows.stream().map(Picture.Row::mark).toList(), named).put("key", key);
  }

  @Override
  public void onNews(Runnable told) {
    seat.onNews(told);
  }

  @Override
  public void close() {
    seat.close();
  }
}

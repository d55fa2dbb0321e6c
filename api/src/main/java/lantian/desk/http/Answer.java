package lantian.desk.http;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an operation answers (应答). */
public sealed interface Answer {
  /** JSON that the contract describes, with the headers that it names for this status. */
  record Json(
      int status, JsonObject body, @Nullable SessionCookie cookie, Map<String, String> headers)
      implements Answer {
    /** The same with one header more. */
    public Json with(String name, String value) {
      Map<String, String> more = new TreeMap<>(headers);
      more.put(name, value);
      return new Json(status, body, cookie, Map.copyOf(more));
    }
  }

  /** Nothing, status 204. */
  record Nothing(@Nullable SessionCookie cookie) implements Answer {}

  /** What the same request, by its key, was answered before. */
  record Repeated(Answer first) implements Answer {}

  /** A file, written piece by piece while it goes out. */
  record Download(String mediaType, String fileName, Writing writing) implements Answer {}

  /**
   * Nothing yet (长轮询): the caller waits, holding no permit, and then the operation is asked again
   * with {@link Call#waited} grown. For operations that change and record nothing.
   *
   * @param atMost how long it may wait
   * @param awaited what it waits for
   */
  record Later(Duration atMost, Awaited awaited) implements Answer {}

  /**
   * Events that go on until one side ends (服务器推送), text/event-stream. The feed is closed by whoever
   * sends it.
   *
   * @param feed where they come from
   * @param longest after this long it ends; zero ends it behind the first event
   */
  record Events(Feed feed, Duration longest) implements Answer {}

  /** One event; its data is JSON that the contract describes in words. */
  record Event(String name, JsonObject data) {}

  /** Gives one reader what is new for him; is asked only while he takes what he is given. */
  interface Feed extends AutoCloseable {
    /** What is new since it was asked last, null if nothing is. Blocks; one call at a time. */
    @Nullable Event next();

    /** What a heartbeat says. */
    Event beat();

    /** Runs it when there may be something new; it is short and does not block. */
    void onNews(Runnable told);

    @Override
    void close();
  }

  /** Something that happens at some time. */
  @FunctionalInterface
  interface Awaited {
    /**
     * Runs it once when it happens, at once if it has.
     *
     * @param woken something short that does not block
     * @return forgets it, if it has not run
     */
    Runnable once(Runnable woken);
  }

  /**
   * A session cookie to be set; an empty secret takes it away.
   *
   * @param device what the browser is to be known by at its next sign-in, null to leave it as it is
   */
  record SessionCookie(String secret, @Nullable String device) {
    @Override
    public String toString() {
      return "SessionCookie[***]";
    }
  }

  /** Writes a file. */
  @FunctionalInterface
  interface Writing {
    /** Writes all of it; blocks while the reader is slow. */
    void to(OutputStream out) throws IOException;
  }

  /** 200 with JSON. */
  static Json of(JsonObject body) {
    return new Json(200, body, null, Map.of());
  }

  /** 201 with JSON. */
  static Json created(JsonObject body) {
    return new Json(201, body, null, Map.of());
  }
}

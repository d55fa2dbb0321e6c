package lantian.desk.http;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** What an operation answers (应答). */
public sealed interface Answer {
  /** JSON that the contract describes. */
  record Json(int status, JsonObject body, @Nullable SessionCookie cookie) implements Answer {}

  /** Nothing, status 204. */
  record Nothing(@Nullable SessionCookie cookie) implements Answer {}

  /** A file, written piece by piece while it goes out. */
  record Download(String mediaType, String fileName, Writing writing) implements Answer {}

  /** A session cookie to be set; an empty secret takes it away. */
  record SessionCookie(String secret) {
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
  static Answer of(JsonObject body) {
    return new Json(200, body, null);
  }

  /** 201 with JSON. */
  static Answer created(JsonObject body) {
    return new Json(201, body, null);
  }
}

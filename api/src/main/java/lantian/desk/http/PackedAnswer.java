package lantian.desk.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** An answer as bytes, to be given again (应答存档). */
final class PackedAnswer {
  private PackedAnswer() {}

  /** Its bytes; null for files, and for cookies, which are given to one sign-in only. */
  static byte @Nullable [] pack(Answer answer) {
    return switch (answer) {
      case Answer.Json json when json.cookie() == null -> {
        JsonObject headers = new JsonObject();
        json.headers().forEach(headers::put);
        yield zip(
            new JsonObject()
                .put("status", json.status())
                .put("headers", headers)
                .put("body", json.body()));
      }
      case Answer.Nothing nothing when nothing.cookie() == null ->
          zip(new JsonObject().put("status", 204));
      case Answer.Json _,
          Answer.Nothing _,
          Answer.Download _,
          Answer.Repeated _,
          Answer.Later _,
          Answer.Events _ ->
          null;
    };
  }

  static Answer unpack(byte[] packed) {
    JsonObject stored = unzip(packed);
    JsonObject body = stored.getJsonObject("body");
    if (body == null) {
      return new Answer.Nothing(null);
    }
    Map<String, String> headers = new TreeMap<>();
    stored.getJsonObject("headers").forEach(e -> headers.put(e.getKey(), (String) e.getValue()));
    return new Answer.Json(stored.getInteger("status"), body, null, headers);
  }

  private static byte[] zip(JsonObject answer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(answer.toBuffer().getBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static JsonObject unzip(byte[] packed) {
    try (GZIPInputStream zip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return Buffer.buffer(zip.readAllBytes()).toJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

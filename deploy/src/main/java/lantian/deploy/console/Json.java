package lantian.deploy.console;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Function;
import lantian.proto.CityTime;
import lantian.proto.FindingId;
import lantian.proto.Vin;

/** Records as one line of JSON each, for programs that read us. Times are in +08:00. */
public final class Json {
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .registerModule(
              new SimpleModule()
                  .addSerializer(Instant.class, text(Json::time))
                  .addSerializer(Vin.class, text(Vin::text))
                  .addSerializer(FindingId.class, text(FindingId::text))
                  .addSerializer(Path.class, text(Path::toString)));

  private Json() {}

  /** One line, without the line end. */
  public static String line(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a " + value.getClass() + " can't be written as JSON", e);
    }
  }

  /** Several lines, indented, for people who take it into a file. */
  public static String pretty(Object value) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a " + value.getClass() + " can't be written as JSON", e);
    }
  }

  private static String time(Instant at) {
    return at.atOffset(CityTime.ZONE).toString();
  }

  private static <T> JsonSerializer<T> text(Function<T, String> form) {
    return new JsonSerializer<>() {
      @Override
      public void serialize(T value, JsonGenerator out, SerializerProvider serializers)
          throws IOException {
        out.writeString(form.apply(value));
      }
    };
  }
}

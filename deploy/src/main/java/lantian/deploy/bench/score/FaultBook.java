package lantian.deploy.bench.score;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import lantian.deploy.simulate.truck.Fault;

/**
 * The file that says, before any limit is chosen, what is gross of each fault and which rules count
 * (故障定义表).
 */
public final class FaultBook {
  private static final String FILE = "/lantian/deploy/bench/faults.json";

  private final Map<Fault.Kind, FaultEntry> entries = new EnumMap<>(Fault.Kind.class);

  private FaultBook(List<FaultEntry> list) {
    for (FaultEntry entry : list) {
      if (entries.put(entry.fault(), entry) != null) {
        throw new IllegalArgumentException(entry.kind() + " stands twice in " + FILE);
      }
    }
  }

  /** Reads the file. */
  public static FaultBook read() {
    try (InputStream in = Objects.requireNonNull(FaultBook.class.getResourceAsStream(FILE))) {
      return new FaultBook(new ObjectMapper().readValue(in, new TypeReference<>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All faults in order. */
  public List<FaultEntry> entries() {
    return List.copyOf(entries.values());
  }

  /** What is said of a kind. */
  public FaultEntry of(Fault.Kind kind) {
    return Objects.requireNonNull(entries.get(kind), () -> kind + " is missing in " + FILE);
  }
}

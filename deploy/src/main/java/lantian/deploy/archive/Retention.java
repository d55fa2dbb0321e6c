package lantian.deploy.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import lantian.proto.CityTime;

/**
 * How long the log stays in the database (在线保存期限), dated, from {@code retention.csv}.
 *
 * @param terms by their first day
 */
record Retention(List<Term> terms) {
  private static final String FILE = "retention.csv";

  Retention {
    terms = terms.stream().sorted(Comparator.comparing(Term::from)).toList();
  }

  /**
   * A term.
   *
   * @param from first day on which it applies
   * @param months full months after the one of receipt
   * @param source where it comes from
   */
  record Term(LocalDate from, int months, String source) {}

  /** The one that ships with the program. */
  static Retention builtIn() {
    try (InputStream in = Retention.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is not in the jar");
      }
      return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Retention read(String text) {
    List<Term> terms = new ArrayList<>();
    for (String line : text.lines().skip(1).toList()) {
      String[] cells = line.split(",", 3);
      terms.add(new Term(LocalDate.parse(cells[0]), Integer.parseInt(cells[1]), cells[2]));
    }
    return new Retention(terms);
  }

  /** Months that hold at a moment. */
  int months(Instant now) {
    LocalDate day = now.atZone(CityTime.ZONE).toLocalDate();
    return terms.stream()
        .filter(term -> !term.from().isAfter(day))
        .reduce((earlier, later) -> later)
        .map(Term::months)
        .orElse(0);
  }
}

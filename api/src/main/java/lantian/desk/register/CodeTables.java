package lantian.desk.register;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the codes of each source mean (代码表): colours of plates, stages, fuels and uses. The same
 * number or letter is something else elsewhere, so a code alone means nothing, and no word may look
 * like one. All of it stands in {@code codes.json}: another source is a table more in that file.
 */
public final class CodeTables {
  /** Those that ship with the desk. */
  public static final CodeTables BUILT_IN = new CodeTables(CodeFile.read(CodeFile.builtIn()));

  private final CodeFile file;

  /** By column and word, in lower case. */
  private final Map<String, Map<String, String>> words = new HashMap<>();

  /** What an id stands for: Chinese and English words. */
  public record Meaning(String zh, String en) {}

  CodeTables(CodeFile file) {
    this.file = file;
    file.meanings().forEach((field, meanings) -> words.put(field, words(field, meanings)));
    Set<String> seen = new HashSet<>();
    for (CodeFile.Table table : file.tables()) {
      LocalDate.parse(table.from());
      Map<String, CodeFile.Meaning> meanings =
          file.meanings().getOrDefault(table.field(), Map.of());
      table.values().forEach((code, id) -> check(meanings.containsKey(id), table, code));
      check(seen.add(table.codes() + " " + table.field() + " " + table.from()), table, "twice");
      table
          .values()
          .keySet()
          .forEach(code -> check(!words(table.field()).containsKey(folded(code)), table, code));
    }
    file.conflicts().forEach(this::check);
  }

  private static void check(boolean good, CodeFile.Table table, String about) {
    if (!good) {
      throw new IllegalStateException(
          "codes.json: %s of %s: %s".formatted(table.field(), table.codes(), about));
    }
  }

  private void check(CodeFile.Conflict conflict) {
    Stream.of(conflict.when(), conflict.only(), conflict.never())
        .filter(Objects::nonNull)
        .flatMap(said -> said.entrySet().stream())
        .forEach(said -> {
          boolean ofClass = said.getKey().equals(Column.PLATE_CLASS.field());
          Collection<String> known =
              ofClass
                  ? file.plateClasses()
                  : file.meanings().getOrDefault(said.getKey(), Map.of()).keySet();
          if (!known.containsAll(said.getValue())) {
            throw new IllegalStateException(
                "codes.json: %s of %s".formatted(conflict.flag(), said));
          }
        });
  }

  private static Map<String, String> words(String field, Map<String, CodeFile.Meaning> meanings) {
    Map<String, String> words = new HashMap<>();
    meanings.forEach((id, meaning) -> {
      List<String> also = meaning.also();
      Stream.concat(
              Stream.of(id, meaning.zh(), meaning.en()), also == null ? Stream.of() : also.stream())
          .map(CodeTables::folded)
          .forEach(word -> {
            String other = words.put(word, id);
            if (other != null && !other.equals(id)) {
              throw new IllegalStateException(
                  "codes.json: the %s %s is two".formatted(field, word));
            }
          });
    });
    return words;
  }

  private Map<String, String> words(String field) {
    return words.getOrDefault(field, Map.of());
  }

  private static String folded(String word) {
    return word.toLowerCase(Locale.ROOT);
  }

  /** The words of an id; null if there is none, as in what was filed before there were tables. */
  public @Nullable Meaning meaning(String field, @Nullable String id) {
    CodeFile.Meaning found =
        id == null ? null : file.meanings().getOrDefault(field, Map.of()).get(id);
    return found == null ? null : new Meaning(found.zh(), found.en());
  }

  /** The id that a word means in a column; null if it means none. */
  @Nullable String ofWord(Column field, String word) {
    return words(field.field()).get(folded(word));
  }

  /** The table of a source that was in force on a day; null if there is none. */
  CodeFile.@Nullable Table table(Column field, String source, LocalDate on) {
    return of(field)
        .filter(table -> table.codes().equalsIgnoreCase(source) || table.zh().equals(source))
        .filter(table -> !LocalDate.parse(table.from()).isAfter(on))
        .max(Comparator.comparing(table -> LocalDate.parse(table.from())))
        .orElse(null);
  }

  /** Sources that have codes for a column, by their words. */
  List<String> sources(Column field) {
    return of(field)
        .map(table -> table.codes() + " (" + table.zh() + ")")
        .distinct()
        .sorted()
        .toList();
  }

  private Stream<CodeFile.Table> of(Column field) {
    return file.tables().stream().filter(table -> table.field().equals(field.field()));
  }

  /** Chinese or English words of a column, in the order of the file. */
  List<String> allowed(Column field, boolean english) {
    return file.meanings().getOrDefault(field.field(), Map.of()).values().stream()
        .map(meaning -> english ? meaning.en() : meaning.zh())
        .toList();
  }

  /** What does not agree in a row, by column and id. */
  List<RowFlag> flags(Map<String, String> row) {
    List<RowFlag> flags = new ArrayList<>();
    String plateClass = row.get(Column.PLATE_CLASS.field());
    if (plateClass != null && !file.plateClasses().contains(plateClass)) {
      flags.add(RowFlag.CLASS_UNKNOWN);
    }
    file.conflicts().stream()
        .filter(conflict -> conflict.in(row))
        .map(CodeFile.Conflict::flag)
        .distinct()
        .forEach(flags::add);
    return flags;
  }
}

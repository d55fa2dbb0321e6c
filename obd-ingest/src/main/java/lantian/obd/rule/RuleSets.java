package lantian.obd.rule;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rule sets in the order of their days (规则集目录): the latest one begun is in force. */
public final class RuleSets {
  private static final String HERE = "/lantian/obd/rules/";

  private final RuleBook book;
  private final RuleSet[] sets;
  private final long[] from;

  /** Refuses an empty list, two sets of one id, and two that begin on one day. */
  public RuleSets(RuleBook book, List<RuleSet> list) {
    if (list.isEmpty()) {
      throw new IllegalArgumentException("no rule set");
    }
    this.book = book;
    this.sets = list.stream().sorted(Comparator.comparing(RuleSet::from)).toArray(RuleSet[]::new);
    this.from = new long[sets.length];
    for (int i = 0; i < sets.length; i++) {
      from[i] = sets[i].fromSecond();
      for (int j = 0; j < i; j++) {
        if (sets[j].id().equals(sets[i].id()) || from[j] == from[i]) {
          throw new IllegalArgumentException(
              "rule sets " + sets[j].id() + " and " + sets[i].id() + " share id or first day");
        }
      }
    }
  }

  /** The sets that come with the program. */
  public static RuleSets builtIn() {
    RuleBook book = RuleBook.STANDARD;
    List<RuleSet> list = new ArrayList<>();
    try {
      String index = new String(open("index.txt").readAllBytes(), StandardCharsets.UTF_8);
      for (String name : index.lines().filter(l -> !l.isBlank()).toList()) {
        try (InputStream in = open(name)) {
          list.add(RuleSet.read(book, name, in));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new RuleSets(book, list);
  }

  /** Sets from files, for the rules there are. */
  public static RuleSets read(List<Path> files) throws IOException {
    List<RuleSet> list = new ArrayList<>();
    for (Path file : files) {
      try (InputStream in = Files.newInputStream(file)) {
        list.add(RuleSet.read(RuleBook.STANDARD, String.valueOf(file.getFileName()), in));
      }
    }
    return new RuleSets(RuleBook.STANDARD, list);
  }

  private static InputStream open(String name) {
    InputStream in = RuleSets.class.getResourceAsStream(HERE + name);
    if (in == null) {
      throw new IllegalStateException("resource " + HERE + name + " is missing");
    }
    return in;
  }

  /** The set in force at an epoch second; null before the first one begins. */
  public @Nullable RuleSet at(long second) {
    for (int i = from.length - 1; i >= 0; i--) {
      if (second >= from[i]) {
        return sets[i];
      }
    }
    return null;
  }

  /** The set of this id, null if it is not (or no longer) among them. */
  public @Nullable RuleSet named(String id) {
    for (RuleSet set : sets) {
      if (set.id().equals(id)) {
        return set;
      }
    }
    return null;
  }

  /** All sets, earliest first. */
  public List<RuleSet> list() {
    return List.of(sets);
  }

  /** The rules they are for. */
  public RuleBook book() {
    return book;
  }
}

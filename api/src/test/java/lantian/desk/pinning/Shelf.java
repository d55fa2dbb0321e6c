package lantian.desk.pinning;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A ledger in memory: chains whose hashes are the records themselves, and records by key. */
final class Shelf implements Ledger {
  final Map<String, List<String>> chains = new TreeMap<>();
  final List<String> closed = new ArrayList<>();
  final Map<String, Item> items = new TreeMap<>();
  final List<String> asked = new ArrayList<>();

  record Item(long revision, String content, Instant changed) {
    String digest() {
      return PinLine.hash(content.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Override
  public String name() {
    return "shelf";
  }

  @Override
  public void observe(Instant since, Predicate<String> settled, Observer observer) {
    chains.forEach((name, records) -> {
      if (!settled.test(name)) {
        asked.add(name);
        observer.head(name, records.size(), records.getLast(), closed.contains(name));
      }
    });
    items.forEach((key, item) -> {
      if (!item.changed().isBefore(since)) {
        observer.mark(key, item.revision(), item.digest(), item.changed());
      }
    });
  }

  @Override
  public void check(Pinned pinned, Inspection inspection) {
    MarkCheck marks = new MarkCheck(name(), pinned, inspection);
    items.forEach((key, item) -> marks.saw(key, item.revision(), item.digest(), item.changed()));
    marks.done();
  }
}

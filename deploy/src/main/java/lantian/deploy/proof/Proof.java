package lantian.deploy.proof;

import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import lantian.desk.pinning.Flaw;
import lantian.desk.pinning.Inspection;
import lantian.desk.pinning.Ledger;
import lantian.desk.pinning.PinBook;
import lantian.desk.pinning.RootCopies;
import lantian.desk.pinning.RootKeys;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * What a check of everything came to (核验结果).
 *
 * @param flaws what is wrong, the first ones if it is very much
 * @param flawCount how much is wrong
 * @param records records looked at, by ledger
 * @param unpinned records newer than the last pin, by ledger
 * @param pins number of pins
 * @param lastPin when the last pin was made; null if nothing is pinned
 * @param notes what else is to be said
 * @param took how long it took
 */
public record Proof(
    List<Flaw> flaws,
    long flawCount,
    Map<String, Long> records,
    Map<String, Long> unpinned,
    long pins,
    @Nullable Instant lastPin,
    List<String> notes,
    Duration took) {

  /**
   * Checks everything.
   *
   * @param ledgers what is stored
   * @param pins folder of the pins
   * @param keys public keys that roots may be signed with
   * @param copies copies of signed roots, one line each
   * @param progress is told now and then how many records were looked at
   * @throws IOException if the pins can't be read
   */
  public static Proof of(
      List<Ledger> ledgers, Path pins, RootKeys keys, List<String> copies, LongConsumer progress)
      throws IOException {
    long begun = System.nanoTime();
    Inspection inspection = new Inspection(progress);
    List<String> names = ledgers.stream().map(Ledger::name).toList();
    PinBook book = PinBook.read(pins, names, keys, inspection);
    RootCopies.check(copies, book, keys, inspection);
    ledgers.forEach(ledger -> ledger.check(book.of(ledger.name()), inspection));
    return new Proof(
        inspection.flaws(),
        inspection.flawCount(),
        inspection.passed(),
        inspection.unpinned(),
        book.count(),
        book.last(),
        inspection.notes(),
        Duration.ofNanos(System.nanoTime() - begun));
  }

  /** True if nothing is wrong. */
  public boolean whole() {
    return flawCount == 0;
  }

  /** Records looked at altogether. */
  public long looked() {
    return records.values().stream().mapToLong(Long::longValue).sum();
  }

  /** About how many records a check will look at, without reading them. */
  public static long expected(MongoDatabase database) {
    long frames = 0;
    for (Document lane : database.getCollection("obd_progress").find()) {
      for (String count : List.of("projected", "duplicate", "quarantined")) {
        frames += lane.get(count) instanceof Long some ? some : 0;
      }
    }
    // Each frame once in the log and, if it is a packet, once under the seal of its day.
    return 2 * frames
        + Stream.of(
                "desk_audit",
                "obd_days",
                "obd_findings",
                "desk_cases",
                "desk_lists",
                "desk_manifests")
            .mapToLong(name -> database.getCollection(name).estimatedDocumentCount())
            .sum();
  }
}

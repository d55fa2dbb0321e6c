package lantian.desk.cases;

import com.mongodb.client.MongoDatabase;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import lantian.proto.FindingId;

/** Cases over a real mongod that stand where lists take them, for tests of lists. */
public final class ReferredCases implements AutoCloseable {
  private final CaseBench bench = new CaseBench();
  private int subjects;

  /** Where they are. */
  public MongoDatabase database() {
    return bench.database;
  }

  /** The case book. */
  public Casework casework() {
    return bench.casework;
  }

  /** The clock of the book. */
  public InstantSource clock() {
    return bench.now::get;
  }

  /** Sets how the seals of confirmed cases stand. */
  public void sealed(FindingFacts.Evidence stand) {
    bench.sealed = stand;
  }

  /** Sets the clock. */
  public void now(Instant now) {
    bench.now.set(now);
  }

  /** Ids of that many new cases, each of a vehicle of its own. */
  public List<String> referred(int count) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String subject = "LSVAU2A37N2%06d".formatted(++subjects);
      bench.file(subject, "苏E%05d".formatted(subjects));
      bench.room.write(finding(subject, subjects));
      bench.casework.follower().sweep();
      CaseRecord record = bench.book.of(List.of(subject)).getFirst();
      ids.add(bench.led(record, "confirm", "refer").id());
    }
    return ids;
  }

  /** Moves a case by hand. */
  public void led(String id, String... moves) {
    bench.led(find(id), moves);
  }

  /** The case as stored; its timeline is checked. */
  public CaseRecord find(String id) {
    CaseRecord record = bench.book.find(id).orElseThrow();
    if (!EventChain.check(record, CaseSamples.TABLE, null).isEmpty()) {
      throw new AssertionError("the timeline of " + id + " is broken");
    }
    return record;
  }

  private static CaseFinding finding(String subject, int number) {
    CaseFinding row = CaseSamples.finding(1, 1, FindingState.CLOSED, CaseSamples.ONE, null);
    return new CaseFinding(
        new FindingId("%032x".formatted(number)),
        row.revision(),
        row.changed(),
        row.state(),
        row.replaces(),
        subject,
        row.kind(),
        row.verified(),
        row.origin(),
        row.ruleSet(),
        row.start(),
        row.end(),
        row.figures(),
        row.reason(),
        row.law(),
        row.packets());
  }

  @Override
  public void close() {
    bench.close();
  }
}

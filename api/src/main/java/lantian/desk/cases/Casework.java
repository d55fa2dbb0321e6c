package lantian.desk.cases;

import com.mongodb.client.MongoDatabase;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import lantian.desk.register.RegisterReadings;

/**
 * The case book with what fills it and what its gates ask (办案).
 *
 * @param book the stored cases
 * @param facts what the gates have to know
 * @param follower brings findings in
 * @param escalation moves on by the clock what is overdue
 * @param outbox events that nobody has been told of
 * @param seals confirmed cases with something to be sealed
 * @param arrivals vehicles that stand in a station's yard
 */
public record Casework(
    CaseBook book,
    CaseFacts facts,
    CaseFollower follower,
    EscalationFollower escalation,
    CaseOutbox outbox,
    CaseSeals seals,
    RepairArrivals arrivals)
    implements AutoCloseable {
  /**
   * Opens the case book; nothing follows yet.
   *
   * @throws BrokenTable if the table or the time limits contradict themselves
   */
  public static Casework open(
      MongoDatabase durable,
      FindingSource source,
      RegisterReadings register,
      FilingChanges filings,
      Sealed sealed,
      CaseSettings settings,
      InstantSource clock,
      SecureRandom random) {
    Clocks clocks = Clocks.builtIn();
    Moving moving = new Moving(CaseTable.builtIn(clocks), clocks);
    CaseBook book = new CaseBook(durable, moving, register);
    CaseFacts facts = new CaseFacts(book, source, register, sealed, settings.unverifiedLaw());
    return new Casework(
        book,
        facts,
        new CaseFollower(
            durable,
            book,
            new Grouping(moving, () -> id(random)),
            source,
            filings,
            clock,
            settings.interval(),
            settings.overlap()),
        new EscalationFollower(
            durable,
            new CaseEscalations(durable, book, facts, clock),
            new EscalationBackfill(durable, moving.table()),
            settings.interval()),
        new CaseOutbox(durable),
        new CaseSeals(durable),
        new RepairArrivals(durable, clock));
  }

  /** Says nothing, can't be guessed. */
  private static String id(SecureRandom random) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public void close() {
    follower.close();
    escalation.close();
  }
}

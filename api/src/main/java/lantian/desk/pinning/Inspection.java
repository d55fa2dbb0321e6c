package lantian.desk.pinning;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * What a check of everything came to so far (核验过程): how much was looked at, what is wrong, and what
 * no pin covers yet. Used by one thread.
 */
public final class Inspection {
  /** As many flaws are kept; all are counted. */
  static final int MOST_FLAWS = 1_000;

  private static final int STEP = 4_096;

  private final LongConsumer progress;
  private final Map<String, Long> passed = new LinkedHashMap<>();
  private final Map<String, Long> unpinned = new LinkedHashMap<>();
  private final List<Flaw> flaws = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private long records;
  private long told;
  private long flawCount;

  /**
   * @param progress is told now and then how many records were looked at
   */
  public Inspection(LongConsumer progress) {
    this.progress = progress;
  }

  /** So many records of a ledger were looked at. */
  public void looked(String ledger, long count) {
    passed.merge(ledger, count, Long::sum);
    records += count;
    if (records - told >= STEP) {
      told = records;
      progress.accept(records);
    }
  }

  /** So many records of a ledger are newer than the last pin. */
  public void unpinned(String ledger, long count) {
    unpinned.merge(ledger, count, Long::sum);
  }

  /** Something is wrong. */
  public void wrong(Flaw flaw) {
    flawCount++;
    if (flaws.size() < MOST_FLAWS) {
      flaws.add(flaw);
    }
  }

  /** Something that is not wrong but belongs into the report. */
  public void note(String note) {
    notes.add(note);
  }

  /** Records looked at, by ledger. */
  public Map<String, Long> passed() {
    return new LinkedHashMap<>(passed);
  }

  /** Records newer than the last pin, by ledger. */
  public Map<String, Long> unpinned() {
    return new LinkedHashMap<>(unpinned);
  }

  /** What is wrong, in the order of the check; at most {@link #MOST_FLAWS}. */
  public List<Flaw> flaws() {
    return List.copyOf(flaws);
  }

  /** How much is wrong altogether. */
  public long flawCount() {
    return flawCount;
  }

  /** What else is to be said. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /** Records looked at altogether. */
  public long records() {
    return records;
  }
}

package lantian.obd.chunk;

import java.util.Arrays;
import java.util.Set;

/**
 * What the merge keeps of an item of which there are very many copies (归并取舍), so that nobody can
 * make five minutes grow without bound by sending the same second again and again. Nothing stored
 * is lost by it, only left out of the merge.
 *
 * <p>Of one body: the {@link #MOST_COPIES} best copies by (trust, source), and the best one that
 * came with a time that is believed. Of an item with more than {@link #MOST_BODIES} bodies, which
 * is then <i>crowded</i>: the least {@link #MOST_BODIES} of all bodies, and the least {@link
 * #MOST_PROVEN} of those with a proven sender, which are enough to tell one from several; a body
 * with proven senders goes by these alone.
 *
 * <p>Each is the least so many of a total order over copies, so thinning parts and then their union
 * gives what thinning all at once gives: neither order nor batching shows. The numbers belong to
 * the definition of merging and are no settings: processes that differed in them would judge
 * otherwise.
 */
final class Thinning {
  /** Different bodies kept of an item. */
  static final int MOST_BODIES = 8;

  /** Bodies kept because their sender is proven. */
  static final int MOST_PROVEN = 2;

  /** Copies kept of a body. */
  static final int MOST_COPIES = 4;

  private final MergedWindow window;
  private final Provenance provenance;
  private final Set<Integer> crowded;
  private final long[] kept;
  private int count;

  private Thinning(MergedWindow window, Provenance provenance, Set<Integer> crowded) {
    this.window = window;
    this.provenance = provenance;
    this.crowded = crowded;
    this.kept = new long[window.size()];
  }

  /**
   * The rows to be kept.
   *
   * @param crowded keys of items known to be crowded; new ones are added
   */
  static long[] of(MergedWindow window, Provenance provenance, Set<Integer> crowded) {
    Thinning thinning = new Thinning(window, provenance, crowded);
    int next;
    for (int row = 0; row < window.size(); row = next) {
      next = window.behind(row);
      thinning.take(row, next);
    }
    return Arrays.copyOf(thinning.kept, thinning.count);
  }

  private void take(int first, int behind) {
    int key = window.key(first);
    if (behind - first <= MOST_COPIES && !crowded.contains(key)) {
      keepAll(first, behind);
      return;
    }
    if (bodies(first, behind) > MOST_BODIES) {
      crowded.add(key);
    }
    boolean full = crowded.contains(key);
    int listed = 0;
    int proven = 0;
    int next;
    for (int row = first; row < behind; row = next) {
      next = window.behindBody(row, behind);
      boolean verified = full && window.verified(row, next);
      if (!full || listed < MOST_BODIES || (verified && proven < MOST_PROVEN)) {
        keepBest(row, next, verified);
      } else if (verified) {
        leaveOut(row, next);
      }
      listed++;
      proven += verified ? 1 : 0;
    }
  }

  private int bodies(int first, int behind) {
    int bodies = 0;
    for (int row = first; row < behind; row = window.behindBody(row, behind)) {
      bodies++;
    }
    return bodies;
  }

  private void keepAll(int row, int next) {
    for (int i = row; i < next; i++) {
      kept[count++] = window.row(i);
    }
  }

  private void keepBest(int row, int next, boolean verifiedOnly) {
    if (next - row <= MOST_COPIES && !verifiedOnly) {
      keepAll(row, next);
      return;
    }
    int[] best = new int[MOST_COPIES];
    int found = 0;
    int punctual = -1;
    for (int i = row; i < next; i++) {
      boolean repeated = i > row && window.sameCopy(i - 1, i);
      if (repeated || (verifiedOnly && !window.trust(i).verified())) {
        continue;
      }
      if (!window.untimed(i) && (punctual < 0 || window.compareWorth(i, punctual) < 0)) {
        punctual = i;
      }
      int at = found;
      while (at > 0 && window.compareWorth(i, best[at - 1]) < 0) {
        at--;
      }
      if (found == MOST_COPIES) {
        leaveOut(at == found ? i : best[found - 1]);
      }
      if (at < MOST_COPIES) {
        int last = Math.min(found, MOST_COPIES - 1);
        System.arraycopy(best, at, best, at + 1, last - at);
        best[at] = i;
        found = last + 1;
      }
    }
    keep(best, found, punctual);
  }

  /** In their order, which is that of the rows. */
  private void keep(int[] best, int found, int punctual) {
    int[] chosen = Arrays.copyOf(best, found + 1);
    chosen[found] = punctual;
    Arrays.sort(chosen);
    int before = -1;
    for (int i : chosen) {
      if (i != before) {
        kept[count++] = window.row(i);
      }
      before = i;
    }
  }

  private void leaveOut(int row, int next) {
    for (int i = row; i < next; i++) {
      leaveOut(i);
    }
  }

  private void leaveOut(int row) {
    if (window.trust(row).verified()) {
      provenance.leftOut(window.source(row));
    }
  }
}

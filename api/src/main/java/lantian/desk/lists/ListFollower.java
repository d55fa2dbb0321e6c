package lantian.desk.lists;

import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lantian.desk.cases.Casework;
import lantian.desk.lease.Holding;
import lantian.desk.lease.Rounds;

/**
 * Moves the cases of lists by what their receivers do (清单反馈跟随): one process at a time, by lease.
 *
 * <p>Look, move, note on the list: a kill between the last two leaves a move that is looked for
 * again, and the case's own timeline tells that it was made. A move that is not to be made is noted
 * as well and holds nothing up; one that waits for its case to be sealed is asked for again. A
 * process that lost the lease unawares does no harm: a case is written by version, a list by what
 * has been noted on it.
 */
public final class ListFollower implements AutoCloseable {
  private static final Duration TERM = Duration.ofSeconds(60);

  /** Lists of one look, at most. */
  private static final int PAGE = 20;

  /** Moves that are noted together, and after a kill looked for again. */
  private static final int BATCH = 50;

  private final ListMoves lists;
  private final RowMoving moving;
  private final Holding holding;
  private final CrashPoint crash;
  private final Rounds rounds;

  /**
   * Follows the lists of a book.
   *
   * @param durable majority reads and writes
   * @param interval time between two looks; a look that finds nothing reads one small index
   */
  public ListFollower(
      MongoDatabase durable,
      ListBook book,
      Casework casework,
      InstantSource clock,
      Duration interval) {
    this(durable, book, casework, clock, interval, CrashPoint.NONE);
  }

  ListFollower(
      MongoDatabase durable,
      ListBook book,
      Casework casework,
      InstantSource clock,
      Duration interval,
      CrashPoint crash) {
    this.lists = book.moves();
    this.moving = new RowMoving(casework, clock);
    this.holding = new Holding(durable, "lists", TERM);
    this.crash = crash;
    this.rounds = new Rounds("desk-lists", interval, this::follow);
  }

  /** Begins to follow. */
  public void start() {
    rounds.start();
  }

  /**
   * Does what is to be done.
   *
   * @return moves that were noted, made or not; 0 if another process follows
   */
  public synchronized int follow() {
    int noted = 0;
    List<HandoverList> found;
    String after = "";
    do {
      if (!holding.hold()) {
        return noted;
      }
      found = lists.unmoved(after, PAGE);
      for (HandoverList list : found) {
        crash.reached(CrashPoint.Place.READ);
        noted += follow(list);
        after = list.number();
      }
    } while (found.size() == PAGE && !rounds.closing());
    return noted;
  }

  /** How many were noted. A list that was written to meanwhile is for the next look. */
  private int follow(HandoverList list) {
    HandoverList at = list;
    List<RowTask> tasks = RowTask.of(list);
    Set<Integer> waiting = new HashSet<>();
    int noted = 0;
    int from = 0;
    do {
      List<RowTask> batch = tasks.subList(from, Math.min(tasks.size(), from + BATCH));
      List<RowMove> moves = new ArrayList<>();
      for (RowTask task : batch) {
        if (!waiting.contains(task.row().number())) {
          Optional<RowMove> move = moving.move(task);
          move.ifPresentOrElse(moves::add, () -> waiting.add(task.row().number()));
          crash.reached(CrashPoint.Place.MOVED);
        }
      }
      from += batch.size();
      if (!lists.note(at, moves, from == tasks.size() && waiting.isEmpty())) {
        return noted;
      }
      noted += moves.size();
      at = at.moved(moves);
      crash.reached(CrashPoint.Place.NOTED);
    } while (from < tasks.size() && holding.hold());
    return noted;
  }

  /** Ends after the batch under way and gives the lease back. */
  @Override
  public void close() {
    rounds.close();
    release();
  }

  private synchronized void release() {
    holding.release();
  }
}

package lantian.obd.store;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import lantian.obd.log.LogBatch;
import lantian.obd.log.LogEntry;
import lantian.obd.log.LogPosition;

/** The raw log as the projector needs it (原始报文来源). Calls block on the database. */
interface RawLog {
  /** Every writer that ever took a number; closes rows of those that are long dead. */
  List<Writer> writers();

  /** Batches of a lane in order; fewer than {@code limit} only where the stored lane ends. */
  List<LogBatch> lane(LaneKey lane, long from, int limit);

  /** Frames; positions at which nothing is stored are missing. */
  Map<LogPosition, LogEntry> frames(Collection<LogPosition> positions);

  /** Those of the positions that are archived, with the month whose archive holds them. */
  default Map<LogPosition, String> archived(Collection<LogPosition> positions) {
    return Map.of();
  }

  /**
   * A writer of the log.
   *
   * @param number its number
   * @param lanes number of its lanes
   * @param closed true if nothing will be written under the number again
   */
  record Writer(int number, int lanes, boolean closed) {}
}

package lantian.obd.store;

import java.util.Arrays;
import java.util.List;
import lantian.obd.rule.Finding;
import lantian.obd.rule.Tally;

/**
 * A vehicle-day as it was judged last (已判车辆日).
 *
 * @param key which day
 * @param start digest of the memory it began with
 * @param memory the memory at its end, as written by {@link lantian.obd.rule.Memory#encode}
 * @param end digest of that memory
 * @param packets number of packets it was judged from
 * @param seal digest over their sorted log positions
 * @param tallies how far each rule could judge
 * @param findings what closed in it or was open at its end
 */
record JudgedDay(
    DayKey key,
    byte[] start,
    byte[] memory,
    byte[] end,
    int packets,
    byte[] seal,
    List<Tally> tallies,
    List<Finding> findings) {
  JudgedDay {
    tallies = List.copyOf(tallies);
    findings = List.copyOf(findings);
  }

  /** True if the day left the memory that another one began with. */
  boolean leadsTo(byte[] start) {
    return Arrays.equals(end, start);
  }
}

package lantian.desk.cases;

import java.util.List;

/**
 * How a gate stands for one case and one caller (闸门状态).
 *
 * @param gate which
 * @param shut why it is shut; empty if it is open
 */
public record GateReading(Gate gate, List<Why> shut) {
  /**
   * One reason.
   *
   * @param about what it concerns: a finding, a case or a track; empty if the case as a whole
   * @param zh the reason, Chinese
   * @param en the reason, English
   */
  public record Why(String about, String zh, String en) {}

  /** Copies the list. */
  public GateReading {
    shut = List.copyOf(shut);
  }

  /** True if it is open. */
  public boolean open() {
    return shut.isEmpty();
  }
}

package lantian.obd.rule;

import java.util.List;
import lantian.obd.filing.VehicleFacts;

/** What a vehicle sends that is hard to judge, and what is filed for it. */
public interface SeededDrive {
  /** Copies of its items in any order: some repeated, some contradicting. */
  List<NaiveItem> copies();

  /** Facts in force at a second. */
  VehicleFacts factsAt(long second);

  /**
   * The drive of a seed: one in eight is hard on the rules on terminal and data, one in sixteen on
   * that on shifted positions, the others on all the rest.
   */
  static SeededDrive of(long seed) {
    if (seed % 16 == 4) {
      return new ShiftedTimeline(seed, false);
    }
    return seed % 8 == 0 ? new RoadTimeline(seed, false) : new HardTimeline(seed);
  }
}

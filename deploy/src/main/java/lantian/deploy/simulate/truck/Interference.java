package lantian.deploy.simulate.truck;

import java.util.List;
import lantian.deploy.simulate.truck.Fault.Kind;
import org.jspecify.annotations.Nullable;

/** Frauds between the truck and its terminal: old data sent again, a terminal cut off (终端干扰). */
public final class Interference {
  private static final int REPLAYED_S = 900;
  private static final int TURN_S = 7_200;

  private final Condition condition;
  private final byte[][] kept;
  private int written;
  private int driven;
  private int replayed;

  /** What is done to a truck with these faults. */
  public Interference(List<Fault> faults) {
    this.condition = new Condition(faults);
    boolean replays = faults.stream().anyMatch(fault -> fault.kind() == Kind.DATA_REPLAYED);
    this.kept = new byte[replays ? REPLAYED_S : 0][];
  }

  /**
   * What the terminal gets of one second of a running engine.
   *
   * @param body what the truck says; kept, not copied
   * @return the same, an older one, or null if the terminal is cut off
   */
  public byte @Nullable [] pass(long second, byte[] body) {
    condition.turnTo(second);
    int turn = driven++ % TURN_S;
    if (turn < TURN_S * condition.share(Kind.SILENT)) {
      return null;
    }
    double share = condition.share(Kind.DATA_REPLAYED);
    int filled = Math.min(written, kept.length);
    if (share > 0 && filled > 0) {
      byte[] old = kept[(written - filled + replayed++ % filled) % kept.length];
      return turn < TURN_S * share ? old : body;
    }
    if (kept.length > 0) {
      kept[written++ % kept.length] = body;
    }
    return body;
  }
}

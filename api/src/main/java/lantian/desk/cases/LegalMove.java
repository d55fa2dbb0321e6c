package lantian.desk.cases;

import java.util.List;

/**
 * A move that a caller could ask for now (可办操作).
 *
 * @param transition the row of the table
 * @param gates how its gates stand
 */
public record LegalMove(Transition transition, List<GateReading> gates) {
  /** Copies the list. */
  public LegalMove {
    gates = List.copyOf(gates);
  }

  /** True if all gates are open. */
  public boolean open() {
    return gates.stream().allMatch(GateReading::open);
  }
}

package lantian.desk.lists;

import java.util.EnumSet;
import java.util.Set;
import lantian.desk.access.Role;

/** What a list hands over, and to whom (清单种类). Names are stored and must not change. */
public enum ListKind {
  /** Breaches for the traffic police to penalise (违法清单). */
  VIOLATIONS(
      "违法清单",
      "WF",
      Role.POLICE,
      EnumSet.of(RowResult.Kind.PENALISED, RowResult.Kind.EXEMPTED, RowResult.Kind.RETURNED)),
  /** Repairs due and overdue for the transport bureau to see to (维修清单). */
  REPAIRS(
      "维修清单",
      "WX",
      Role.TRANSPORT,
      EnumSet.of(
          RowResult.Kind.REPAIRED,
          RowResult.Kind.URGED,
          RowResult.Kind.RETURNED,
          RowResult.Kind.SCRAPPED));

  private final String zh;
  private final String prefix;
  private final Role addressee;
  private final Set<RowResult.Kind> results;

  ListKind(String zh, String prefix, Role addressee, Set<RowResult.Kind> results) {
    this.zh = zh;
    this.prefix = prefix;
    this.addressee = addressee;
    this.results = results;
  }

  /** The Chinese words. */
  public String zh() {
    return zh;
  }

  /** What its numbers begin with. */
  public String prefix() {
    return prefix;
  }

  /** Who takes receipt of it. */
  public Role addressee() {
    return addressee;
  }

  /** True if its rows may be answered so. */
  public boolean takes(RowResult.Kind result) {
    return results.contains(result);
  }

  /**
   * True if a row that was answered so is off the list, and its case may stand on a new one: a
   * penalty is final, whereas a vehicle that was urged or repaired may be due again.
   */
  public boolean letsGo(RowResult.Kind result) {
    return this == REPAIRS || result == RowResult.Kind.RETURNED;
  }
}

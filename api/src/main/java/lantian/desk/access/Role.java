package lantian.desk.access;

/**
 * What somebody may be at the desk (角色). What each may do stands beside the operations in {@code
 * openapi.yaml}; the three administrators share no operation that changes anything.
 */
public enum Role {
  /** Ecology bureau: reviews findings and works on cases (生态环境审核). */
  ECOLOGY("生态环境审核", true, false),
  /** Ecology bureau: leads, keeps the registers; may whatever a reviewer may (生态环境负责人). */
  ECOLOGY_LEAD("生态环境负责人", true, false),
  /** Traffic police (公安交管). */
  POLICE("公安交管", true, false),
  /** Transport bureau (交通运输). */
  TRANSPORT("交通运输", true, false),
  /** Inspection or repair station; sees what is its own (检验维修机构). */
  STATION("检验维修机构", true, true),
  /** Port company; sees its own berths (港口企业). */
  PORT("港口企业", true, true),
  /** Maritime administration (海事). */
  MARITIME("海事", true, false),
  /** Maker of terminals; sees those of its own organisation (终端厂商). */
  INTEGRATOR("终端厂商", true, true),
  /** Keeps the system running (系统管理员). */
  SYSTEM("系统管理员", false, false),
  /** Keeps users and keys (安全管理员). */
  SECURITY("安全管理员", false, false),
  /** Reads and checks the audit trail (审计管理员). */
  AUDIT("审计管理员", false, false);

  /**
   * How roles are stored now. What was stored before this was counted has 1: then ecology was one
   * role with the rights that its lead has today.
   */
  static final int EDITION = 2;

  private final String zh;
  private final boolean machines;
  private final boolean ownOnly;

  Role(String zh, boolean machines, boolean ownOnly) {
    this.zh = zh;
    this.machines = machines;
    this.ownOnly = ownOnly;
  }

  /** The Chinese words. */
  public String zh() {
    return zh;
  }

  /** True if a machine key may have this role; administrators are persons. */
  public boolean machines() {
    return machines;
  }

  /** True if it sees what belongs to its own organisation only, and nothing without one. */
  public boolean ownOnly() {
    return ownOnly;
  }

  /** True if this role may whatever the other may. */
  public boolean includes(Role other) {
    return this == other || (this == ECOLOGY_LEAD && other == ECOLOGY);
  }

  /** The role of a stored name. */
  static Role stored(String name, int edition) {
    Role role = valueOf(name);
    return edition < EDITION && role == ECOLOGY ? ECOLOGY_LEAD : role;
  }
}

package lantian.desk.access;

/**
 * What somebody may be at the desk (角色). What each may do stands beside the operations in {@code
 * openapi.yaml}; the three administrators share no operation that changes anything.
 */
public enum Role {
  /** Ecology bureau: leads, keeps the registers (生态环境). */
  ECOLOGY("生态环境", true),
  /** Traffic police (公安交管). */
  POLICE("公安交管", true),
  /** Transport bureau (交通运输). */
  TRANSPORT("交通运输", true),
  /** Inspection station (检验机构). */
  STATION("检验机构", true),
  /** Maker of terminals; sees those of its own organisation (终端厂商). */
  INTEGRATOR("终端厂商", true),
  /** Keeps the system running (系统管理员). */
  SYSTEM("系统管理员", false),
  /** Keeps users and keys (安全管理员). */
  SECURITY("安全管理员", false),
  /** Reads and checks the audit trail (审计管理员). */
  AUDIT("审计管理员", false);

  private final String zh;
  private final boolean machines;

  Role(String zh, boolean machines) {
    this.zh = zh;
    this.machines = machines;
  }

  /** The Chinese words. */
  public String zh() {
    return zh;
  }

  /** True if a machine key may have this role; administrators are persons. */
  public boolean machines() {
    return machines;
  }
}

package lantian.obd.packet;

/** Command bytes (命令标识). See spec clauses 2 and 5. */
public final class Command {
  /** Vehicle login (车辆登入). */
  public static final int LOGIN = 0x01;

  /** Realtime report (实时信息上报). */
  public static final int REALTIME = 0x02;

  /** Reissue (补发信息上报). */
  public static final int REISSUE = 0x03;

  /** Vehicle logout (车辆登出). */
  public static final int LOGOUT = 0x04;

  /** Terminal time sync (终端校时). */
  public static final int TIME_SYNC = 0x05;

  /** Removal alarm (车辆拆除报警). */
  public static final int REMOVAL_ALARM = 0x06;

  /** Activation or filing (激活信息). */
  public static final int ACTIVATION = 0x07;

  /** Activation answer (激活信息应答). */
  public static final int ACTIVATION_ANSWER = 0x08;

  private Command() {}
}

package lantian.desk.organisation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An organisation that people, programs and receivers belong to (机构).
 *
 * @param id opaque id
 * @param name its name for good: accounts, keys, the register of terminals and the audit trail name
 *     it so
 * @param kind what it is
 * @param county where it is, null if that does not matter
 * @param state whether anything may be given to it
 * @param version counts its changes
 * @param created when it was registered
 * @param by sign-in name of whoever registered it, or {@code desk}
 */
public record Organisation(
    String id,
    String name,
    Kind kind,
    @Nullable String county,
    State state,
    long version,
    Instant created,
    String by) {
  /** What kinds there are. Names are stored and must not change. */
  public enum Kind {
    ECOLOGY("生态环境部门"),
    POLICE("公安交管部门"),
    TRANSPORT("交通运输部门"),
    STATION("检验维修机构"),
    PORT("港口企业"),
    MARITIME("海事机构"),
    MAKER("终端厂商"),
    OTHER("其他");

    private final String zh;

    Kind(String zh) {
      this.zh = zh;
    }

    /** The Chinese words. */
    public String zh() {
      return zh;
    }
  }

  /** Whether anything may be given to it. Names are stored and must not change. */
  public enum State {
    /** It was in use before it was registered; somebody has to look at it. */
    UNCONFIRMED,
    /** It is. */
    ACTIVE,
    /** Nobody new may belong to it. */
    CLOSED
  }
}

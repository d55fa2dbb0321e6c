package lantian.desk.access;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A machine key to be made (新建机器密钥).
 *
 * @param label what it is for
 * @param role what it may be; no administrator, they are persons
 * @param organisation whose it is
 * @param county the only county whose rows it may see, null for the whole city
 * @param life how long it holds
 * @param kind how it is proved
 */
public record NewKey(
    String label,
    Role role,
    String organisation,
    @Nullable String county,
    Duration life,
    MachineKeys.Kind kind) {
  /** Refuses administrators. */
  public NewKey {
    if (!role.machines()) {
      throw new IllegalArgumentException("an administrator is a person");
    }
  }
}

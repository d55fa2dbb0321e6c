package lantian.desk.job;

import java.util.Map;
import java.util.TreeMap;
import lantian.desk.access.Caller;
import lantian.desk.access.Role;
import lantian.desk.audit.Actor;
import org.jspecify.annotations.Nullable;

/**
 * What somebody has asked to be made (任务内容), and as whom. A filter by plate or VIN stands in it as
 * an opaque id only.
 *
 * @param operation the export's operation
 * @param format word of the format
 * @param fileName name of the file
 * @param inputs the filter, texts and booleans by parameter
 * @param english true if he prefers English to Chinese
 * @param unmasked true if personal data was asked for in full
 * @param maySearch true if he may look vehicles up by plate or VIN
 * @param kind person or machine
 * @param maker id of the account or key
 * @param name sign-in name or key id
 * @param role role then
 * @param organisation organisation then, null if none
 * @param county the only county he could see, null for the whole city
 */
public record JobOrder(
    String operation,
    String format,
    String fileName,
    Map<String, Object> inputs,
    boolean english,
    boolean unmasked,
    boolean maySearch,
    Actor.Kind kind,
    String maker,
    String name,
    Role role,
    @Nullable String organisation,
    @Nullable String county) {
  /** Copies the map. */
  public JobOrder {
    inputs = java.util.Collections.unmodifiableMap(new TreeMap<>(inputs));
  }

  /** True if this is the one who asked, and he may still see what he could see then. */
  public boolean isOf(Caller caller) {
    return kind == caller.kind()
        && maker.equals(caller.id())
        && role == caller.role()
        && java.util.Objects.equals(organisation, caller.organisation())
        && java.util.Objects.equals(county, caller.county());
  }

  /** The one who asked, as he was then. */
  public Caller caller() {
    return new Caller(kind, maker, name, role, organisation, county, "", false, null);
  }

  /** Without what was filtered by. */
  @Override
  public String toString() {
    return "JobOrder[" + operation + " " + format + "]";
  }
}

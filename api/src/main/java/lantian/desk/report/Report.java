package lantian.desk.report;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A saved filter of a list that is exported again and again (定时报表). A filter by plate or VIN stands
 * in it as an opaque id only.
 *
 * @param id opaque id
 * @param owner id of the account whose it is
 * @param name what the owner calls it
 * @param operation the export's operation
 * @param format word of the format
 * @param inputs the filter, without a range of time
 * @param english true if the owner prefers English to Chinese
 * @param rhythm when it is due
 * @param state where it stands
 * @param stop why it was stopped, null unless it was
 * @param next when it is due next, or was due first of what is still to be made
 * @param last when it was made last, null before
 * @param job the export that was made last, null before
 * @param version counts its changes by its owner
 */
public record Report(
    String id,
    String owner,
    String name,
    String operation,
    String format,
    Map<String, Object> inputs,
    boolean english,
    Rhythm rhythm,
    State state,
    @Nullable Stop stop,
    Instant next,
    @Nullable Instant last,
    @Nullable String job,
    long version) {
  /** Where a report stands (报表状态). */
  public enum State {
    /** It is made when it is due. */
    ACTIVE,
    /** Its owner wants none for now; what was due in between is not made up. */
    PAUSED,
    /** It could not be made any more; see {@link Stop}. */
    STOPPED,
    /** Its owner wants no more. */
    ENDED
  }

  /** Why a report was stopped (停止原因). */
  public enum Stop {
    ACCOUNT("账号已停用", "the account is disabled"),
    RIGHT("权限已变更，不能再导出该列表", "the right to export this list has ended"),
    FILTER("筛选条件已失效，请重新建立", "its filter does not hold any more; make it anew"),
    TOO_MANY("结果超过一次导出的上限，请缩小筛选范围", "more rows than one export holds; narrow the filter"),
    BROKEN("生成时出错，可重新启用再试", "it failed on the way; activate it to try again");

    private final String zh;
    private final String en;

    Stop(String zh, String en) {
      this.zh = zh;
      this.en = en;
    }

    /** The Chinese words. */
    public String zh() {
      return zh;
    }

    /** The English words. */
    public String en() {
      return en;
    }
  }

  /** Copies the map. */
  public Report {
    inputs = java.util.Collections.unmodifiableMap(new TreeMap<>(inputs));
  }

  /** Without what was filtered by. */
  @Override
  public String toString() {
    return "Report[" + id + " " + operation + "]";
  }
}

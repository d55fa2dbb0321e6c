package lantian.desk.cases;

import java.util.List;

/** A table file that contradicts itself (表文件有误); it keeps the desk from starting. */
public final class BrokenTable extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> faults;

  BrokenTable(String file, List<String> faults) {
    super(file + " is broken:\n - " + String.join("\n - ", faults));
    this.faults = List.copyOf(faults);
  }

  /** What is wrong, one sentence each. */
  public List<String> faults() {
    return faults;
  }
}

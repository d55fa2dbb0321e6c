package lantian.deploy.simulate.world;

import lantian.deploy.simulate.truck.Fault;
import lantian.deploy.simulate.truck.Stage;
import org.jspecify.annotations.Nullable;

/**
 * What is true of one truck (标签).
 *
 * @param fault what is wrong, null for an honest truck
 * @param severity how much, null for an honest truck
 * @param hardCase what makes it look odd, null for a plain one
 * @param habit what is odd of its terminal, null for an ordinary one
 * @param family engine family
 * @param stage emission stage
 * @param job what it is used for
 */
public record Label(
    @Nullable Fault fault,
    @Nullable Severity severity,
    @Nullable HardCase hardCase,
    @Nullable Habit habit,
    String family,
    Stage stage,
    Job job) {
  /** True if nothing is wrong. */
  public boolean honest() {
    return fault == null;
  }
}

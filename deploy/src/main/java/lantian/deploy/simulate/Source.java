package lantian.deploy.simulate;

import java.util.List;
import lantian.deploy.simulate.wire.Sample;

/** Where a terminal's items come from: a model or a recording (数据源). */
public interface Source {
  /**
   * What is collected in this second; empty while there is nothing to collect. Called once per
   * second, in ascending order, without holes.
   */
  List<Sample> at(long second);
}

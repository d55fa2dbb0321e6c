package lantian.deploy.bench;

/**
 * What the bench of the desk does (业务端测试计划).
 *
 * @param cases cases in the book
 * @param rounds how often each list is asked for while all is warm
 * @param restarts how often it is asked for right after a start of the database
 * @param deep pages of 50 that lie before the deep page
 * @param rows rows of the workbook
 * @param handOffs moves whose way to a webhook is timed
 * @param warmUp how often something small is done before anything is timed, so that the code of a
 *     fresh process is compiled
 */
public record DeskPlan(
    int cases, int rounds, int restarts, int deep, int rows, int handOffs, int warmUp) {
  /** Cases of one vehicle. */
  static final int CASES_OF_A_VEHICLE = 20;

  /** For figures that are to be quoted. */
  public static final DeskPlan FULL = new DeskPlan(1_000_000, 60, 3, 200, 100_000, 100, 300);

  /** To see in a few seconds that everything works. */
  public static final DeskPlan SHORT = new DeskPlan(1_000, 2, 1, 2, 2_000, 2, 3);

  /** Refuses what measures nothing. */
  public DeskPlan {
    if (cases < 1_000 || rounds < 1 || restarts < 1 || deep < 1 || rows < 1 || handOffs < 1) {
      throw new IllegalArgumentException("at least 1000 cases and one of everything else");
    }
  }

  /** The same with as many cases. */
  public DeskPlan with(int other) {
    return new DeskPlan(other, rounds, restarts, deep, rows, handOffs, warmUp);
  }

  int vehicles() {
    return Math.ceilDiv(cases, CASES_OF_A_VEHICLE);
  }
}

package lantian.deploy.demo;

/**
 * How far the demo city is (进度).
 *
 * @param trucks its trucks
 * @param connected links open now
 * @param sent frames sent
 * @param acknowledged frames answered positively
 * @param refused frames answered negatively
 * @param pastDone seconds of the past that were sent, over all trucks
 * @param pastPlanned seconds of the past there are
 */
public record Progress(
    int trucks,
    long connected,
    long sent,
    long acknowledged,
    long refused,
    long pastDone,
    long pastPlanned) {
  /** True once all of the past has been sent. */
  public boolean live() {
    return pastDone >= pastPlanned;
  }
}

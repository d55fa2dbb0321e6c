package lantian.deploy.bench;

/** What one event loop of the generator counted (计数); written by that loop only. */
final class Tally {
  private Latencies latencies = new Latencies();
  private long acknowledged;
  private long refused;
  private long wrong;
  private long closed;

  void acknowledged(long nanos) {
    acknowledged++;
    latencies.add(nanos);
  }

  void refused() {
    refused++;
  }

  void wrong() {
    wrong++;
  }

  void closed() {
    closed++;
  }

  /** What was counted since the last call; to be called on the loop. */
  Counted take() {
    Counted counted = new Counted(acknowledged, refused, wrong, closed, latencies);
    latencies = new Latencies();
    acknowledged = 0;
    refused = 0;
    wrong = 0;
    closed = 0;
    return counted;
  }

  /**
   * Counts of an interval.
   *
   * @param acknowledged data packets answered positively
   * @param refused data packets answered negatively
   * @param wrong answers that were none, or to another packet
   * @param closed connections that the server closed
   * @param latencies time from sending to the answer
   */
  record Counted(long acknowledged, long refused, long wrong, long closed, Latencies latencies) {
    static Counted none() {
      return new Counted(0, 0, 0, 0, new Latencies());
    }

    Counted plus(Counted other) {
      Latencies all = new Latencies();
      all.add(latencies);
      all.add(other.latencies);
      return new Counted(
          acknowledged + other.acknowledged,
          refused + other.refused,
          wrong + other.wrong,
          closed + other.closed,
          all);
    }
  }
}

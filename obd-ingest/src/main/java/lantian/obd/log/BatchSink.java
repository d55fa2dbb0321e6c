package lantian.obd.log;

/** Takes batches that are known to be stored, in the order of their lane. */
@FunctionalInterface
public interface BatchSink {
  /**
   * Takes one batch; blocks while the taker is behind (that slows the lane, and with it the
   * sockets).
   */
  void accept(LogBatch batch) throws InterruptedException;
}

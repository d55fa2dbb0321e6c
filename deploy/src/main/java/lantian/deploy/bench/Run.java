package lantian.deploy.bench;

/**
 * Figures of one run (单次结果).
 *
 * @param perSecond packets acknowledged per second
 * @param serverMs CPU of the server per 1,000 of them, ms
 * @param mongodMs CPU of mongod per 1,000 of them, ms
 * @param generatorMs CPU of the generator per 1,000 of them, ms
 * @param p50 median latency, ms
 * @param p99 latency that 99 % do not exceed, ms
 * @param serverMegabytes resident memory of the server at the end
 * @param mongodMegabytes resident memory of mongod at the end
 * @param others cores that others used
 * @param faults packets refused, wrongly answered or cut off
 */
record Run(
    double perSecond,
    double serverMs,
    double mongodMs,
    double generatorMs,
    double p50,
    double p99,
    double serverMegabytes,
    double mongodMegabytes,
    double others,
    long faults) {
  static Run of(Tally.Counted counted, Usage used, Usage.Watched watched) {
    double thousands = Math.max(1, counted.acknowledged()) / 1_000.0;
    return new Run(
        counted.acknowledged() / used.seconds(),
        used.server() * 1_000 / thousands,
        used.mongod() * 1_000 / thousands,
        used.generator() * 1_000 / thousands,
        counted.latencies().millis(0.5),
        counted.latencies().millis(0.99),
        Machine.residentMegabytes(watched.server()),
        watched.mongod() == 0 ? 0 : Machine.residentMegabytes(watched.mongod()),
        used.others(),
        counted.refused() + counted.wrong() + counted.closed());
  }
}

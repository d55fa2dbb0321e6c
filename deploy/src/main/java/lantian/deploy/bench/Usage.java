package lantian.deploy.bench;

/**
 * CPU used up to a moment (CPU用量), to be subtracted from a later one.
 *
 * @param nanos the moment
 * @param server seconds of the server
 * @param mongod seconds of mongod
 * @param generator seconds of this process
 * @param all seconds of the whole machine
 */
record Usage(long nanos, double server, double mongod, double generator, double all) {
  /**
   * The processes that are watched.
   *
   * @param server pid of the server
   * @param mongod pid of mongod, 0 if it is none of ours
   */
  record Watched(long server, long mongod) {}

  /** As it stands now. */
  static Usage now(Watched watched) {
    return new Usage(
        System.nanoTime(),
        Machine.cpuSeconds(watched.server()),
        watched.mongod() == 0 ? 0 : Machine.cpuSeconds(watched.mongod()),
        Machine.cpuSeconds(ProcessHandle.current().pid()),
        Machine.busySeconds());
  }

  /** What was used since an earlier moment. */
  Usage since(Usage before) {
    return new Usage(
        nanos - before.nanos,
        server - before.server,
        mongod - before.mongod,
        generator - before.generator,
        all - before.all);
  }

  /** Length of the interval in seconds. */
  double seconds() {
    return nanos / 1e9;
  }

  /** Cores that others kept busy, on average. */
  double others() {
    return Math.max(0, all - server - mongod - generator) / seconds();
  }
}

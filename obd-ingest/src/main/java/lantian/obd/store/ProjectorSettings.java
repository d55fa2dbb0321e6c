package lantian.obd.store;

import java.time.Duration;

/**
 * Limits and times of the projector (投影设置).
 *
 * @param partitions threads that decode, merge and judge, 1–64; a vehicle belongs to one
 * @param queueBatches log batches that may wait for a partition; a full queue slows the lanes
 * @param lagBatches batches of a lane that may wait in the log, while older ones are replayed or
 *     while another process projects, before the lane is slowed
 * @param leaseTerm how long the right to project lasts without renewal
 * @param openBytes bytes of open chunks in memory before the oldest are written early
 * @param openAge longest time a chunk stays open
 * @param grace how long a chunk stays open after the vehicle went on to the next one
 * @param latestEvery longest time a changed vehicle's latest state is only in memory
 * @param vehicles vehicles kept in memory; idle ones beyond are forgotten
 * @param quiet how long after the last late item a day is judged again
 * @param longestQuiet how long late items in a row may put that off
 * @param closeAfter how long after its vehicle went on a finished day is judged whole
 * @param findingEvery shortest time between two judgements of a day for the sake of findings
 * @param horizonDays how many days a change may run on from day to day
 * @param judges threads that judge days again, 1–64
 * @param follow how often the register, the keys and the logs of other writers are asked
 * @param evidencePackets most packets copied into a finding
 * @param firstSampleAtHead true if the one time of a packet without collection times is that of its
 *     first sample, false if that of its last; unverified (spec clause 4.2)
 */
public record ProjectorSettings(
    int partitions,
    int queueBatches,
    int lagBatches,
    Duration leaseTerm,
    long openBytes,
    Duration openAge,
    Duration grace,
    Duration latestEvery,
    int vehicles,
    Duration quiet,
    Duration longestQuiet,
    Duration closeAfter,
    Duration findingEvery,
    int horizonDays,
    int judges,
    Duration follow,
    int evidencePackets,
    boolean firstSampleAtHead) {
  /** What holds unless somebody sets it. */
  public static final ProjectorSettings DEFAULT =
      new ProjectorSettings(
          1,
          16,
          2_000,
          Duration.ofSeconds(10),
          160L << 20,
          Duration.ofMinutes(6),
          Duration.ofSeconds(20),
          Duration.ofSeconds(30),
          100_000,
          Duration.ofSeconds(60),
          Duration.ofMinutes(60),
          Duration.ofMinutes(15),
          Duration.ofSeconds(60),
          30,
          1,
          Duration.ofSeconds(1),
          200,
          true);

  /** Refuses values that could not work. */
  public ProjectorSettings {
    within("partitions", partitions, 1, 64);
    within("queueBatches", queueBatches, 1, 10_000);
    within("openBytes", openBytes, 1L << 20, 1L << 40);
    within("vehicles", vehicles, 1, 10_000_000);
    within("horizonDays", horizonDays, 1, 366);
    within("judges", judges, 1, 64);
    within("evidencePackets", evidencePackets, 1, 10_000);
    within("lagBatches", lagBatches, 1, 1_000_000);
    positive("leaseTerm", leaseTerm);
    positive("openAge", openAge);
    positive("follow", follow);
  }

  private static void within(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(name + " must be " + least + "–" + most);
    }
  }

  private static void positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " must be longer than nothing");
    }
  }
}

package lantian.obd.store;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import lantian.obd.MongoSet;
import lantian.obd.chunk.NoisyTruck;
import lantian.obd.chunk.OpenChunk;
import lantian.obd.frame.Frame;
import lantian.obd.log.Connection;
import lantian.obd.log.LogBatch;
import lantian.obd.log.LogEntry;
import lantian.obd.log.LogPosition;
import lantian.obd.packet.Opener;
import lantian.obd.packet.PlatformCommands;
import lantian.obd.packet.Profile;
import lantian.obd.packet.WireTime;
import lantian.obd.rule.RuleSets;
import lantian.proto.Vin;

/**
 * Prints what projecting costs: CPU of this process a packet of ten samples, without sockets and
 * without the log, chunks and vehicles written to a real mongod.
 */
public final class ProjectorBench {
  private static final int SAMPLES = 10;
  private static final int BATCH = 1_000;
  private static final int TRUCKS = 200;
  private static final int SECONDS = 600;

  private ProjectorBench() {}

  /** Arguments: vehicles, packets a vehicle. */
  public static void main(String[] args) throws InterruptedException {
    int vehicles = Integer.parseInt(args[0]);
    int rounds = Integer.parseInt(args[1]);
    byte[][][] bodies = new byte[TRUCKS][SECONDS][];
    for (int truck = 0; truck < TRUCKS; truck++) {
      NoisyTruck noisy = new NoisyTruck(truck);
      for (int second = 0; second < SECONDS; second++) {
        bodies[truck][second] = noisy.next();
      }
    }
    Store store = new Store(MongoSet.shared().freshDatabase());
    store.create();
    NoLog log = new NoLog();
    Projector projector =
        new Projector(
            new Projector.Parts(
                store,
                log,
                new FakeRegister(),
                RuleSets.builtIn(),
                Opener.NONE,
                PlatformCommands.DEFAULT,
                ProjectorSettings.DEFAULT,
                InstantSource.system(),
                CrashPoint.NONE),
            1);
    projector.start();
    long start = System.currentTimeMillis() / 1000 - (long) rounds * SAMPLES;
    long sequence = 0;
    long making = 0;
    long cpu = cpu();
    long wall = System.nanoTime();
    long done = 0;
    for (int round = 0; round < rounds; round++) {
      for (int from = 0; from < vehicles; from += BATCH) {
        long before = own();
        LogBatch batch =
            batch(sequence++, from, Math.min(vehicles, from + BATCH), round, start, bodies);
        making += own() - before;
        log.add(batch);
        projector.accept(batch);
        while (sequence == 1 && projector.lanes().backlog() > 0) {
          Thread.sleep(5);
        }
        done += batch.entries().size();
      }
      if (round % Math.max(1, rounds / 10) == 0 || round == rounds - 1) {
        long now = cpu();
        System.out.printf(
            "%d packets: %.2f us CPU a packet, %.0f packets/s, heap %d MB, open %s%n",
            done,
            (now - cpu - making) / 1e3 / done,
            done / ((System.nanoTime() - wall) / 1e9),
            (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20,
            projector.lanes().backlog());
        cpu = now;
        making = 0;
        done = 0;
        wall = System.nanoTime();
      }
    }
    long drained = System.nanoTime();
    boolean all = projector.drain(Duration.ofMinutes(2));
    System.out.printf(
        "drained %s in %.1f s, making %.2f us%n", all, (System.nanoTime() - drained) / 1e9, 0.0);
    projector.term().end(null);
    store.database().drop();
    System.exit(0);
  }

  private static LogBatch batch(
      long sequence, int from, int to, int round, long start, byte[][][] bodies) {
    List<LogEntry> entries = new ArrayList<>();
    long received = System.currentTimeMillis();
    Connection connection = new Connection(1, 0, Profile.HJ1239, false, "192.0.2.1", "");
    int unit = 8 + SAMPLES * (7 + OpenChunk.STREAM_LENGTH);
    int length = unit + Frame.OVERHEAD;
    byte[] all = new byte[length * (to - from)];
    for (int vehicle = from; vehicle < to; vehicle++) {
      int at = (vehicle - from) * length;
      fill(all, at, unit, vehicle, round, start, bodies[vehicle % TRUCKS]);
      entries.add(
          new LogEntry(
              new LogPosition(1, 0, sequence, vehicle - from),
              received,
              connection,
              0,
              new Frame(all, at, length)));
    }
    return new LogBatch(1, 0, sequence, entries);
  }

  private static void fill(
      byte[] all, int at, int unit, int vehicle, int round, long start, byte[][] bodies) {
    all[at] = '#';
    all[at + 1] = '#';
    all[at + 2] = 2;
    byte[] vin = new Vin("LBENCH%011d".formatted(vehicle)).bytes();
    System.arraycopy(vin, 0, all, at + 3, vin.length);
    all[at + 20] = 1;
    all[at + 21] = 1;
    all[at + 22] = (byte) (unit >> 8);
    all[at + 23] = (byte) unit;
    long second = start + (long) round * SAMPLES;
    WireTime.write(second, all, at + 24);
    int to = at + 32;
    for (int i = 0; i < SAMPLES; i++) {
      all[to] = 2;
      WireTime.write(second + i, all, to + 1);
      byte[] body = bodies[(round * SAMPLES + i) % SECONDS];
      System.arraycopy(body, 0, all, to + 7, body.length);
      to += 7 + body.length;
    }
  }

  private static long cpu() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static long own() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** Keeps the first batches only, until the lane hands over by itself. */
  private static final class NoLog implements RawLog {
    private static final int MOST = 50;
    private final List<LogBatch> first = new ArrayList<>();

    synchronized void add(LogBatch batch) {
      if (first.size() < MOST) {
        first.add(batch);
      }
    }

    @Override
    public List<Writer> writers() {
      return List.of();
    }

    @Override
    public synchronized List<LogBatch> lane(LaneKey lane, long from, int limit) {
      return first.stream().skip(from).limit(limit).toList();
    }

    @Override
    public Map<LogPosition, LogEntry> frames(Collection<LogPosition> positions) {
      return Map.of();
    }
  }
}

package lantian.obd.terminal;

import com.mongodb.client.MongoDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import lantian.obd.MongoSet;
import lantian.obd.ObdMeter;
import lantian.obd.filing.FilingCache;
import lantian.obd.filing.FilingSettings;
import lantian.obd.log.LogEntry;
import lantian.obd.log.LogReader;
import lantian.obd.log.LogSettings;
import lantian.obd.log.LogWriter;

/** Listeners in front of a log on a fresh database. */
final class Port implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

  static final LogSettings LOG =
      new LogSettings(
          2,
          4096,
          1 << 20,
          Duration.ofSeconds(5),
          Duration.ofMillis(5),
          Duration.ofMillis(100),
          Duration.ofSeconds(60),
          Duration.ofMillis(500));

  /** Short, so that a test can wait for it. */
  static final Duration RECHECK = Duration.ofMillis(50);

  final AtomicReference<Instant> now = new AtomicReference<>(NOW);
  final InstantSource clock = now::get;
  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final FakeRegister register = new FakeRegister();
  final MongoDatabase database;
  final LogWriter log;
  final Listeners listeners;

  Port(MongoSet set, TerminalSettings settings) {
    this(set, settings, LOG);
  }

  Port(MongoSet set, TerminalSettings settings, LogSettings logSettings) {
    database = set.freshDatabase();
    log =
        LogWriter.open(
            set.client(), database.getName(), logSettings, batch -> {}, registry, end -> {});
    FilingCache filings =
        new FilingCache(
            register,
            new FilingSettings(Duration.ZERO, 1_000, 100, RECHECK),
            Executors.newVirtualThreadPerTaskExecutor(),
            System::nanoTime);
    listeners = Listeners.start(settings, true, log, filings, registry, clock, System::nanoTime);
  }

  Peer connect(int listener) {
    return new Peer(address(listener));
  }

  InetSocketAddress address(int listener) {
    return new InetSocketAddress(
        InetAddress.getLoopbackAddress(), listeners.addresses().get(listener).getPort());
  }

  /** Every frame in the log, in the order of the lanes. */
  List<LogEntry> logged() {
    List<LogEntry> entries = new ArrayList<>();
    LogReader reader = new LogReader(database);
    for (int lane = 0; lane < log.lanes(); lane++) {
      reader
          .lane(log.number(), lane, 0, 1_000_000)
          .forEach(batch -> entries.addAll(batch.entries()));
    }
    return entries;
  }

  double count(ObdMeter meter, String... labels) {
    return meter.counter(registry, labels).count();
  }

  double gauge(ObdMeter meter, String... labels) {
    var search = registry.get(meter.id());
    for (int i = 0; i < labels.length; i++) {
      search = search.tag(meter.tags().get(i), labels[i]);
    }
    return search.gauge().value();
  }

  static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited 30 s in vain");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
  }

  @Override
  public void close() {
    listeners.close();
    log.close();
  }
}

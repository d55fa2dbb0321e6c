package lantian.obd.log;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import lantian.obd.ObdMeter;

/** What the log counts. */
final class LogMeters {
  private final Counter bytes;
  private final Counter retries;
  private final Timer write;
  private final DistributionSummary batch;

  LogMeters(MeterRegistry registry, LogWriter writer) {
    bytes = ObdMeter.LOG_BYTES.counter(registry);
    retries = ObdMeter.LOG_RETRIES.counter(registry);
    write = ObdMeter.LOG_WRITE.timer(registry);
    batch = ObdMeter.LOG_BATCH.summary(registry);
    ObdMeter.FRAMES_RECEIVED.count(registry, writer, w -> w.balance().received());
    ObdMeter.FRAMES_LOGGED.count(registry, writer, w -> w.balance().logged());
    ObdMeter.FRAMES_IN_FLIGHT.gauge(registry, writer, w -> w.balance().inFlight());
    ObdMeter.LOG_STALLED.gauge(registry, writer, w -> w.stalled() ? 1 : 0);
    ObdMeter.LOG_READY.gauge(registry, writer, w -> w.ready() ? 1 : 0);
    ObdMeter.LOG_WAIT.gauge(registry, writer, w -> w.longestWrite().toNanos() / 1e9);
  }

  void retried() {
    retries.increment();
  }

  void stored(BatchDocument document, long nanos) {
    bytes.increment(document.body().remaining());
    batch.record(document.count());
    write.record(nanos, TimeUnit.NANOSECONDS);
  }
}

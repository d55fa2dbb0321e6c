package lantian.obd.terminal;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import lantian.obd.ObdMeter;
import lantian.obd.frame.Foreign;
import lantian.obd.frame.Refusal;
import lantian.obd.packet.QuarantineReason;

/** What connections count. */
final class TerminalMeters {
  private final MeterRegistry registry;
  private final Map<Refusal, Counter> refused = new EnumMap<>(Refusal.class);
  private final Map<Foreign, Counter> foreign = new EnumMap<>(Foreign.class);
  private final Map<Farewell, Counter> closed = new EnumMap<>(Farewell.class);
  private final Map<Pause, Counter> pauses = new EnumMap<>(Pause.class);
  private final Map<Pause, AtomicInteger> paused = new EnumMap<>(Pause.class);
  private final Map<QuarantineReason, Counter> quarantined = new EnumMap<>(QuarantineReason.class);
  private final Counter junk;
  private final Counter answers;
  private final Timer delay;

  /** What the connections of one listener count. */
  record Door(Counter bytes, Counter opened, AtomicInteger open) {}

  TerminalMeters(MeterRegistry registry, Sessions sessions) {
    this.registry = registry;
    for (Refusal reason : Refusal.values()) {
      refused.put(reason, ObdMeter.CANDIDATES_REFUSED.counter(registry, reason.word()));
    }
    for (Foreign protocol : Foreign.values()) {
      String word = protocol.name().toLowerCase(Locale.ROOT);
      foreign.put(protocol, ObdMeter.FOREIGN.counter(registry, word));
    }
    for (Farewell reason : Farewell.values()) {
      closed.put(reason, ObdMeter.CONNECTIONS_CLOSED.counter(registry, reason.word()));
    }
    for (QuarantineReason reason : QuarantineReason.values()) {
      String word = reason.name().toLowerCase(Locale.ROOT);
      quarantined.put(reason, ObdMeter.FRAMES_QUARANTINED.counter(registry, word));
    }
    for (Pause reason : Pause.values()) {
      AtomicInteger now = new AtomicInteger();
      paused.put(reason, now);
      pauses.put(reason, ObdMeter.PAUSES.counter(registry, reason.word()));
      ObdMeter.READING_PAUSED.gauge(registry, now, AtomicInteger::get, reason.word());
    }
    junk = ObdMeter.BYTES_JUNK.counter(registry);
    answers = ObdMeter.ANSWERS.counter(registry);
    delay = ObdMeter.ANSWER_DELAY.timer(registry);
    ObdMeter.SESSIONS.gauge(registry, sessions, Sessions::vins);
    ObdMeter.SESSIONS_CONTESTED.gauge(registry, sessions, Sessions::contested);
  }

  Door door(int number) {
    String listener = Integer.toString(number);
    AtomicInteger open = new AtomicInteger();
    ObdMeter.CONNECTIONS.gauge(registry, open, AtomicInteger::get, listener);
    return new Door(
        ObdMeter.BYTES_RECEIVED.counter(registry, listener),
        ObdMeter.CONNECTIONS_OPENED.counter(registry, listener),
        open);
  }

  void refused(Refusal reason) {
    count(refused, reason);
  }

  void foreign(Foreign protocol) {
    count(foreign, protocol);
  }

  void closed(Farewell reason) {
    count(closed, reason);
  }

  void quarantined(QuarantineReason reason) {
    count(quarantined, reason);
  }

  void paused(Pause reason) {
    count(pauses, reason);
    change(reason, 1);
  }

  void resumed(Pause reason) {
    change(reason, -1);
  }

  void junk(int bytes) {
    junk.increment(bytes);
  }

  void answered(int count) {
    answers.increment(count);
  }

  void delayed(long nanos) {
    delay.record(nanos, TimeUnit.NANOSECONDS);
  }

  private void change(Pause reason, int by) {
    AtomicInteger now = paused.get(reason);
    if (now != null) {
      now.addAndGet(by);
    }
  }

  private static <K extends Enum<K>> void count(Map<K, Counter> counters, K key) {
    Counter counter = counters.get(key);
    if (counter != null) {
      counter.increment();
    }
  }
}

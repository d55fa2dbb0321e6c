package lantian.desk;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Every meter of the desk (监控指标). No plate, VIN or name is ever a label. */
public enum DeskMeter {
  /** Requests by operation and status class. */
  REQUESTS("lantian.desk.requests", "Requests", "operation", "status"),
  /** Requests being worked on. */
  REQUESTS_BUSY("lantian.desk.requests.busy", "Requests under way"),
  /** Callers that wait for changes, without a permit. */
  WAITING("lantian.desk.waiting", "Callers waiting for changes"),
  /** Open streams of events. */
  STREAMS("lantian.desk.streams", "Open streams of events"),
  /** Sequence of the last event that this process has seen published. */
  EVENTS("lantian.desk.events", "Sequence of the last event"),
  /** Attempts to hand an event over by outcome: delivered, failed. */
  DELIVERIES("lantian.desk.deliveries", "Attempts to hand an event over", "outcome"),
  /** Receivers that this process serves and whose last event failed. */
  RECEIVERS_BLOCKED("lantian.desk.receivers.blocked", "Receivers whose last event failed"),
  /** Attempts to sign in by outcome: good, bad, throttled. */
  SIGN_INS("lantian.desk.signins", "Attempts to sign in", "outcome"),
  /** Audit records waiting to be stored. */
  AUDIT_WAITING("lantian.desk.audit.waiting", "Audit records waiting to be stored"),
  /** Rows exported by format. */
  EXPORTED("lantian.desk.exported.rows", "Rows exported", "format"),
  /** Rows of filing files by status. */
  FILED("lantian.desk.filed.rows", "Rows of filing files", "status"),
  /** Open HTTP connections. */
  CONNECTIONS("lantian.desk.connections", "Open HTTP connections"),
  /** Connections refused because of a limit. */
  CONNECTIONS_REFUSED("lantian.desk.connections.refused", "Connections over a limit"),
  /** Seconds since the last majority write of the readiness probe. */
  PROBE_AGE("lantian.desk.probe.age", "Seconds since the readiness probe last wrote");

  private final String id;
  private final String help;

  /** Names of the labels, comma-separated. */
  private final String labels;

  DeskMeter(String id, String help, String... labels) {
    this.id = id;
    this.help = help;
    this.labels = String.join(",", labels);
  }

  /** Name as Micrometer has it. */
  public String id() {
    return id;
  }

  /** Names of its labels. */
  public List<String> labels() {
    return labels.isEmpty() ? List.of() : List.of(labels.split(",", -1));
  }

  /** What it counts. */
  public String help() {
    return help;
  }

  /** The timer for these values of the labels. */
  public Timer timer(MeterRegistry meters, String... values) {
    return Timer.builder(id).description(help).tags(tags(values)).register(meters);
  }

  /** The counter for these values of the labels. */
  public Counter counter(MeterRegistry meters, String... values) {
    return Counter.builder(id).description(help).tags(tags(values)).register(meters);
  }

  /** Registers a gauge. */
  public void gauge(MeterRegistry meters, Supplier<Number> value) {
    Gauge.builder(id, value).description(help).register(meters);
  }

  private List<Tag> tags(String[] values) {
    List<String> names = labels();
    if (values.length != names.size()) {
      throw new IllegalArgumentException(id + " has " + names.size() + " labels");
    }
    List<Tag> tags = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      tags.add(Tag.of(names.get(i), values[i]));
    }
    return tags;
  }
}

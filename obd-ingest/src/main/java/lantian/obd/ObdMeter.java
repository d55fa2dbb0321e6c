package lantian.obd;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Every meter of this room (指标). No VIN, plate or address is ever a label. */
public enum ObdMeter {
  FRAMES_RECEIVED(Kind.COUNTER, "frames.received", "进入日志通道的报文数", "frames taken into a lane"),
  FRAMES_LOGGED(Kind.COUNTER, "frames.logged", "已确认落盘的报文数", "frames known to be stored"),
  FRAMES_IN_FLIGHT(Kind.GAUGE, "frames.in.flight", "待落盘的报文数", "frames gathered or being written"),
  FRAMES_QUARANTINED(
      Kind.COUNTER, "frames.quarantined", "隔离报文数", "frames logged with a reason", "reason"),
  BYTES_RECEIVED(Kind.COUNTER, "bytes.received", "收到字节数", "bytes read from sockets", "listener"),
  BYTES_JUNK(Kind.COUNTER, "bytes.junk", "无法成帧字节数", "bytes that belong to no frame"),
  CANDIDATES_REFUSED(
      Kind.COUNTER, "frames.refused", "拒收帧头数", "candidates that were no frame", "reason"),
  FOREIGN(Kind.COUNTER, "frames.foreign", "误接协议数", "signs of other protocols", "protocol"),
  CONNECTIONS(Kind.GAUGE, "connections", "当前连接数", "connections open", "listener"),
  CONNECTIONS_OPENED(
      Kind.COUNTER, "connections.opened", "建立连接数", "connections accepted", "listener"),
  CONNECTIONS_CLOSED(
      Kind.COUNTER, "connections.closed", "断开连接数", "connections ended or refused", "reason"),
  READING_PAUSED(Kind.GAUGE, "reading.paused", "停读连接数", "connections not read for now", "reason"),
  PAUSES(Kind.COUNTER, "reading.pauses", "停读次数", "times that reading stopped", "reason"),
  ANSWERS(Kind.COUNTER, "answers", "应答数", "answers written"),
  ANSWER_DELAY(Kind.TIMER, "answers.delay", "应答时延", "from receipt of a frame to its answer"),
  SESSIONS(Kind.GAUGE, "sessions", "在线车辆数", "VINs that somebody sends under"),
  SESSIONS_CONTESTED(Kind.GAUGE, "sessions.contested", "同一车辆多连接数", "VINs with several connections"),
  LOG_STALLED(
      Kind.GAUGE, "log.stalled", "有收无存告警", "1 if for 10 s frames waited and none was stored"),
  LOG_READY(Kind.GAUGE, "log.ready", "日志可写", "1 if a frame appended now would be stored soon"),
  LOG_WAIT(Kind.GAUGE, "log.wait", "当前写入已等待秒数", "seconds the longest write has taken so far"),
  LOG_WRITE(Kind.TIMER, "log.write", "批次写入时长", "time from first try until known to be stored"),
  LOG_BATCH(Kind.SUMMARY, "log.batch", "每批报文数", "frames in a batch"),
  LOG_BYTES(Kind.COUNTER, "log.bytes", "已写日志字节", "bytes of log bodies stored"),
  LOG_RETRIES(Kind.COUNTER, "log.retries", "批次重试次数", "writes of a batch tried again"),
  PROJECTOR_LEADS(Kind.GAUGE, "projector.leads", "本进程投影", "1 while this process projects"),
  PROJECTOR_BEHIND(
      Kind.GAUGE,
      "projector.behind",
      "未入库报文最长秒数",
      "age in seconds of the oldest frame not yet stored in records"),
  PROJECTOR_LAG(
      Kind.GAUGE,
      "projector.lag",
      "投影滞后秒数",
      "seconds that the oldest frame not yet looked at has waited"),
  PROJECTOR_FRAMES_BEHIND(
      Kind.GAUGE,
      "projector.frames.behind",
      "水位后报文数",
      "frames handed to the projector and not yet before the watermark"),
  PROJECTOR_BACKLOG(Kind.GAUGE, "projector.backlog", "待投影批次数", "batches waiting in the log"),
  PROJECTOR_PROJECTED(
      Kind.GAUGE,
      "projector.projected",
      "已入库报文数",
      "frames before the watermark that became records"),
  PROJECTOR_DUPLICATES(
      Kind.GAUGE,
      "projector.duplicates",
      "重复报文数",
      "frames before the watermark that said nothing new"),
  PROJECTOR_QUARANTINED(
      Kind.GAUGE, "projector.quarantined", "水位前隔离报文数", "frames before the watermark in quarantine"),
  SIGNATURES_VERIFIED(
      Kind.COUNTER,
      "signatures.verified",
      "签名核验数",
      "signatures verified that a finding or a conflict rests on",
      "outcome");

  private static final String PREFIX = "lantian.obd.";

  /** Bounds of every time histogram. */
  private static final Duration[] BOUNDS = {
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(300),
    Duration.ofSeconds(1),
    Duration.ofSeconds(3),
    Duration.ofSeconds(10),
    Duration.ofSeconds(60)
  };

  private final Kind kind;
  private final String id;
  private final String zh;
  private final String en;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> tags;

  /** What a meter measures. */
  public enum Kind {
    COUNTER,
    GAUGE,
    TIMER,
    SUMMARY
  }

  ObdMeter(Kind kind, String id, String zh, String en, String... tags) {
    this.kind = kind;
    this.id = PREFIX + id;
    this.zh = zh;
    this.en = en;
    this.tags = List.of(tags);
  }

  /** Name in the registry; Prometheus writes dots as underscores. */
  public String id() {
    return id;
  }

  /** What kind of meter it is. */
  public Kind kind() {
    return kind;
  }

  /** What it tells, in Chinese. */
  public String zh() {
    return zh;
  }

  /** What it tells, in English. */
  public String en() {
    return en;
  }

  /** Names of its labels, in the order in which values are given. */
  public List<String> tags() {
    return tags;
  }

  /** The counter with these label values. */
  public Counter counter(MeterRegistry registry, String... values) {
    return Counter.builder(id).description(en).tags(labels(values)).register(registry);
  }

  /** A counter that reads a number kept elsewhere, which only grows. */
  public <T> void count(
      MeterRegistry registry, T source, ToDoubleFunction<T> read, String... values) {
    FunctionCounter.builder(id, source, read)
        .description(en)
        .tags(labels(values))
        .register(registry);
  }

  /** A gauge that reads its value when asked. */
  public <T> void gauge(
      MeterRegistry registry, T source, ToDoubleFunction<T> read, String... values) {
    Gauge.builder(id, source, read).description(en).tags(labels(values)).register(registry);
  }

  /** The timer with these label values, a histogram. */
  public Timer timer(MeterRegistry registry, String... values) {
    return Timer.builder(id)
        .description(en)
        .tags(labels(values))
        .serviceLevelObjectives(BOUNDS)
        .register(registry);
  }

  /** The summary with these label values. */
  public DistributionSummary summary(MeterRegistry registry, String... values) {
    return DistributionSummary.builder(id).description(en).tags(labels(values)).register(registry);
  }

  private Tags labels(String[] values) {
    if (values.length != tags.size()) {
      throw new IllegalArgumentException(id + " has the labels " + tags);
    }
    Tags labels = Tags.empty();
    for (int i = 0; i < values.length; i++) {
      labels = labels.and(tags.get(i), values[i]);
    }
    return labels;
  }
}

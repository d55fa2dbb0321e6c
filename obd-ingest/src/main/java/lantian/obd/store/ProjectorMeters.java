package lantian.obd.store;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/**
 * What operators watch of the projector (投影指标). The live form of the balance: logged = projected +
 * duplicates + quarantined + behind.
 */
final class ProjectorMeters {
  static final String LEADS = "lantian.obd.projector.leads";
  static final String BEHIND = "lantian.obd.projector.behind";
  static final String BACKLOG = "lantian.obd.projector.backlog";
  static final String PROJECTED = "lantian.obd.projector.projected";
  static final String DUPLICATES = "lantian.obd.projector.duplicates";
  static final String QUARANTINED = "lantian.obd.projector.quarantined";

  ProjectorMeters(MeterRegistry registry, Projecting projecting) {
    gauge(registry, LEADS, "1 while this process projects", projecting, p -> p.leads() ? 1 : 0);
    gauge(
        registry,
        BEHIND,
        "age in seconds of the oldest frame not yet stored in records",
        projecting,
        p -> p.behind().toMillis() / 1000.0);
    gauge(registry, BACKLOG, "batches waiting in the log", projecting, Projecting::backlog);
    gauge(
        registry,
        PROJECTED,
        "frames before the watermark that became records",
        projecting,
        p -> p.counts().projected());
    gauge(
        registry,
        DUPLICATES,
        "frames before the watermark that said nothing new",
        projecting,
        p -> p.counts().duplicate());
    gauge(
        registry,
        QUARANTINED,
        "frames before the watermark in quarantine",
        projecting,
        p -> p.counts().quarantined());
  }

  private static void gauge(
      MeterRegistry registry,
      String name,
      String help,
      Projecting projecting,
      ToDoubleFunction<Projecting> value) {
    Gauge.builder(name, projecting, value).description(help).register(registry);
  }
}

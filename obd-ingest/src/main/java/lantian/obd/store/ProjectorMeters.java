package lantian.obd.store;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import lantian.obd.ObdMeter;
import lantian.obd.store.Verification.Verdict;

/**
 * What operators watch of the projector (投影指标). The live form of the balance: logged = projected +
 * duplicates + quarantined + behind.
 */
final class ProjectorMeters {
  private ProjectorMeters() {}

  static void register(MeterRegistry registry, Projecting projecting) {
    ObdMeter.PROJECTOR_LEADS.gauge(registry, projecting, p -> p.leads() ? 1 : 0);
    ObdMeter.PROJECTOR_BEHIND.gauge(registry, projecting, p -> p.behind().toMillis() / 1000.0);
    ObdMeter.PROJECTOR_LAG.gauge(registry, projecting, p -> p.lag().toMillis() / 1000.0);
    ObdMeter.PROJECTOR_FRAMES_BEHIND.gauge(registry, projecting, Projecting::framesBehind);
    ObdMeter.PROJECTOR_BACKLOG.gauge(registry, projecting, Projecting::backlog);
    ObdMeter.PROJECTOR_PROJECTED.gauge(registry, projecting, p -> p.counts().projected());
    ObdMeter.PROJECTOR_DUPLICATES.gauge(registry, projecting, p -> p.counts().duplicate());
    ObdMeter.PROJECTOR_QUARANTINED.gauge(registry, projecting, p -> p.counts().quarantined());
    for (Verdict verdict : Verdict.values()) {
      ObdMeter.SIGNATURES_VERIFIED.count(
          registry, projecting, p -> p.verified(verdict), verdict.name().toLowerCase(Locale.ROOT));
    }
  }
}

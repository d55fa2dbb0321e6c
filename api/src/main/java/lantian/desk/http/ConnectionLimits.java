package lantian.desk.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.http.HttpConnection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import lantian.desk.DeskMeter;
import lantian.desk.DeskSettings;

/** So many open connections, in total and from one address (连接数限制); more are closed at once. */
final class ConnectionLimits {
  private final AtomicInteger open = new AtomicInteger();
  private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();
  private final DeskSettings.Limits limits;
  private final Set<String> proxies;
  private final Counter refused;

  ConnectionLimits(DeskSettings settings, MeterRegistry meters) {
    this.limits = settings.limits();
    this.proxies = Set.copyOf(settings.listen().trustedProxies());
    this.refused = DeskMeter.CONNECTIONS_REFUSED.counter(meters);
    DeskMeter.CONNECTIONS.gauge(meters, open::get);
  }

  void opened(HttpConnection connection) {
    String address = connection.remoteAddress().hostAddress();
    int all = open.incrementAndGet();
    int here = byAddress.merge(address, 1, Integer::sum);
    connection.closeHandler(v -> {
      open.decrementAndGet();
      byAddress.computeIfPresent(address, (name, n) -> n == 1 ? null : n - 1);
    });
    if (all > limits.connections()
        || (here > limits.connectionsPerAddress() && !proxies.contains(address))) {
      refused.increment();
      connection.close();
    }
  }
}

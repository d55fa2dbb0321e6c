package lantian.obd.terminal;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Who is connected from where (来源地址): counts and byte rates, kept only while connected. */
final class Sources {
  private final LimitSettings limits;
  private final LongSupplier nanos;
  private final ConcurrentHashMap<String, Source> byAddress = new ConcurrentHashMap<>();
  private final AtomicInteger total = new AtomicInteger();

  /** One address; the count is guarded by the map. */
  static final class Source {
    private final String address;
    private final Allowance bytes;
    private int connections;

    private Source(String address, Allowance bytes) {
      this.address = address;
      this.bytes = bytes;
    }

    String address() {
      return address;
    }

    Allowance bytes() {
      return bytes;
    }
  }

  /** What came of asking for a place: a source, or the reason why not. */
  record Place(@Nullable Source source, @Nullable Farewell refusal) {}

  Sources(LimitSettings limits, LongSupplier nanos) {
    this.limits = limits;
    this.nanos = nanos;
  }

  /** Takes a place for one more connection, to be given back by {@link #leave}. */
  Place enter(String address) {
    if (total.incrementAndGet() > limits.connections()) {
      total.decrementAndGet();
      return new Place(null, Farewell.FULL);
    }
    @Nullable Source[] entered = new @Nullable Source[1];
    byAddress.compute(
        address,
        (a, known) -> {
          Source one = known == null ? fresh(a) : known;
          if (one.connections < limits.connectionsPerAddress()) {
            one.connections++;
            entered[0] = one;
          }
          return one;
        });
    if (entered[0] == null) {
      total.decrementAndGet();
      return new Place(null, Farewell.ADDRESS_FULL);
    }
    return new Place(entered[0], null);
  }

  void leave(Source source) {
    total.decrementAndGet();
    byAddress.computeIfPresent(source.address, (a, s) -> --s.connections == 0 ? null : s);
  }

  /** The source of an address that somebody is connected from, else null. */
  @Nullable Source at(String address) {
    return byAddress.get(address);
  }

  int total() {
    return total.get();
  }

  /** Addresses with a connection. */
  int addresses() {
    return byAddress.size();
  }

  private Source fresh(String address) {
    return new Source(address, new Allowance(limits.bytesPerSecond(), nanos.getAsLong()));
  }
}

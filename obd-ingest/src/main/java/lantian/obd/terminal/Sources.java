package lantian.obd.terminal;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who is connected from where (来源地址): counts and byte rates, kept while connected and until what
 * was taken too fast is paid: hanging up pays nothing.
 */
final class Sources {
  private final LimitSettings limits;
  private final LongSupplier nanos;
  private final ConcurrentHashMap<String, Source> byAddress = new ConcurrentHashMap<>();
  private final AtomicInteger total = new AtomicInteger();

  /** Addresses that went in debt, oldest first, no more than there may be connections. */
  private final ConcurrentLinkedQueue<Source> debtors = new ConcurrentLinkedQueue<>();

  private final AtomicInteger debtorCount = new AtomicInteger();

  /** One address; the count is guarded by the map. */
  static final class Source {
    private final String address;
    private final Allowance bytes;
    private int connections;
    private boolean debtor;

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
    forgetPaid();
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
    byAddress.computeIfPresent(
        source.address, (a, s) -> --s.connections == 0 && !remembered(s) ? null : s);
    forgetPaid();
  }

  /** True if the last connection of an address left a debt, which is then kept in mind. */
  private boolean remembered(Source source) {
    if (!source.bytes.owes(nanos.getAsLong())) {
      return false;
    }
    if (!source.debtor) {
      source.debtor = true;
      debtors.add(source);
      debtorCount.incrementAndGet();
    }
    return true;
  }

  private void forgetPaid() {
    for (Source oldest = debtors.peek(); oldest != null; oldest = debtors.peek()) {
      boolean tooMany = debtorCount.get() > limits.connections();
      if (!tooMany && oldest.bytes.owes(nanos.getAsLong())) {
        return;
      }
      forget(oldest);
    }
  }

  private void forget(Source source) {
    if (debtors.remove(source)) {
      debtorCount.decrementAndGet();
      byAddress.computeIfPresent(
          source.address,
          (a, s) -> {
            if (s != source) {
              return s;
            }
            s.debtor = false;
            return s.connections == 0 ? null : s;
          });
    }
  }

  /** The source of an address that is known, else null. */
  @Nullable Source at(String address) {
    return byAddress.get(address);
  }

  int total() {
    return total.get();
  }

  /** Addresses with a connection or a debt. */
  int addresses() {
    return byAddress.size();
  }

  private Source fresh(String address) {
    return new Source(address, new Allowance(limits.bytesPerSecond(), nanos.getAsLong()));
  }
}

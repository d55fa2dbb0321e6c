package lantian.obd.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import lantian.proto.Vin;

/**
 * Who sends under which VIN (会话登记). Bounded by the number of connections, each of which holds at
 * most one.
 *
 * <p>A VIN is only a claim, so a claim alone evicts nobody: of several sessions the older is closed
 * only if both are verified to be the same terminal on the same listener. Otherwise all stay and
 * are flagged.
 */
public final class Sessions {
  private final ConcurrentHashMap<Vin, List<Session>> byVin = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();

  Sessions() {}

  /** At most so many sessions, in no order. */
  public List<SessionView> snapshot(int limit) {
    List<SessionView> views = new ArrayList<>();
    for (List<Session> sessions : byVin.values()) {
      for (Session session : sessions) {
        if (views.size() == limit) {
          return views;
        }
        views.add(session.view());
      }
    }
    return views;
  }

  /** Sessions under one VIN, usually none or one. */
  public List<SessionView> under(Vin vin) {
    return byVin.getOrDefault(vin, List.of()).stream().map(Session::view).toList();
  }

  /** Number of VINs that somebody sends under. */
  public int vins() {
    return byVin.size();
  }

  /** Number of VINs that several connections send under. */
  public long contested() {
    return byVin.values().stream().filter(s -> s.size() > 1).count();
  }

  /** Begins a session. */
  Session open(Vin vin, Link link, long nowMillis) {
    Session session = new Session(vin, link, numbers.incrementAndGet(), nowMillis);
    byVin.compute(
        vin,
        (v, sessions) -> {
          List<Session> all = new ArrayList<>(sessions == null ? List.of() : sessions);
          all.add(session);
          return flagged(all);
        });
    return session;
  }

  /** The terminal has logged in, perhaps again. */
  void login(Session session) {
    session.loggedIn(numbers.incrementAndGet());
  }

  /** Ends a session; a second call does nothing. */
  void close(Session session) {
    byVin.computeIfPresent(
        session.vin(),
        (v, sessions) -> {
          List<Session> rest = new ArrayList<>(sessions);
          rest.remove(session);
          return rest.isEmpty() ? null : flagged(rest);
        });
  }

  /**
   * Settles who stays after a session was verified.
   *
   * @return sessions of the same terminal that are older than the latest, to be closed
   */
  List<Session> outdone(Session verified) {
    List<Session> older = new ArrayList<>();
    byVin.computeIfPresent(
        verified.vin(),
        (v, sessions) -> {
          List<Session> same = sessions.stream().filter(s -> same(s, verified)).toList();
          long latest = same.stream().mapToLong(Session::number).max().orElse(0);
          same.stream().filter(s -> s.number() < latest).forEach(older::add);
          return sessions;
        });
    return older;
  }

  private static boolean same(Session one, Session other) {
    return one.verified()
        && other.verified()
        && one.link().door().number() == other.link().door().number()
        && one.identity().same(other.identity());
  }

  /** Lists are replaced, never changed, so that readers need no lock. */
  private static List<Session> flagged(List<Session> sessions) {
    boolean several = sessions.size() > 1;
    sessions.forEach(s -> s.contested(several));
    return List.copyOf(sessions);
  }
}

package lantian.obd.terminal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/**
 * Who sends under which VIN (会话登记). Bounded by the number of connections, each of which holds at
 * most one.
 *
 * <p>A VIN is only a claim, so a claim alone evicts nobody: of several sessions the older is closed
 * only if both are verified to be the same terminal on the same listener. Otherwise all stay and
 * are flagged. However many claim one VIN, coming and going costs the same.
 */
public final class Sessions {
  /** A list of one, or a set of several that readers may walk while it changes. */
  private final ConcurrentHashMap<Vin, Collection<Session>> byVin = new ConcurrentHashMap<>();

  private final AtomicLong numbers = new AtomicLong();

  Sessions() {}

  /** At most so many sessions, in no order. */
  public List<SessionView> snapshot(int limit) {
    List<SessionView> views = new ArrayList<>();
    for (Collection<Session> sessions : byVin.values()) {
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
        vin, (v, sessions) -> sessions == null ? List.of(session) : with(sessions, session));
    return session;
  }

  /** The terminal has logged in, perhaps again. */
  void login(Session session) {
    session.loggedIn(numbers.incrementAndGet());
  }

  /** Ends a session; a second call does nothing. */
  void close(Session session) {
    byVin.computeIfPresent(session.vin(), (v, sessions) -> without(sessions, session));
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
          for (Session other : sessions) {
            if (outdoes(verified, other)) {
              older.add(other);
            } else if (outdoes(other, verified) && !older.contains(verified)) {
              older.add(verified);
            }
          }
          return sessions;
        });
    return older;
  }

  private static boolean outdoes(Session newer, Session older) {
    return newer.number() > older.number()
        && newer.verified()
        && older.verified()
        && newer.link().door().number() == older.link().door().number()
        && newer.identity().replaces(older.identity());
  }

  private static Collection<Session> with(Collection<Session> sessions, Session added) {
    added.contested(true);
    if (sessions.size() > 1) {
      sessions.add(added);
      return sessions;
    }
    sessions.forEach(one -> one.contested(true));
    Set<Session> several = ConcurrentHashMap.newKeySet();
    several.addAll(sessions);
    several.add(added);
    return several;
  }

  private static @Nullable Collection<Session> without(Collection<Session> sessions, Session gone) {
    if (sessions.size() == 1) {
      return sessions.contains(gone) ? null : sessions;
    }
    sessions.remove(gone);
    if (sessions.size() > 1) {
      return sessions;
    }
    Session last = sessions.iterator().next();
    last.contested(false);
    return List.of(last);
  }
}

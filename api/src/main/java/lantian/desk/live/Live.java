package lantian.desk.live;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import lantian.desk.lease.Rounds;

/**
 * Everybody who watches what moves (观看者): so many in all and of one account, and one look at what
 * there is for all of them together. While nobody watches, nobody looks.
 */
public final class Live implements AutoCloseable {
  private final LiveSettings settings;
  private final Rounds rounds;
  private final Map<String, Integer> taken = new HashMap<>();
  private final Set<Seat> seats = ConcurrentHashMap.newKeySet();
  private volatile Runnable look = () -> {};

  /** How asking for a seat ended. */
  public sealed interface Taking {
    /** There was one. */
    record Seated(Seat seat) implements Taking {}

    /** This account has all that it may have. */
    record AccountFull(int most) implements Taking {}

    /** All are taken. */
    record HouseFull() implements Taking {}
  }

  /** One who watches; closed when he leaves. */
  public final class Seat implements AutoCloseable {
    private final String account;
    private volatile Runnable news = () -> {};

    private Seat(String account) {
      this.account = account;
    }

    /** Runs it after each look; something short that does not block. */
    public void onNews(Runnable told) {
      news = told;
    }

    @Override
    public void close() {
      leave(this);
    }
  }

  /** Nobody watches yet. */
  public Live(LiveSettings settings) {
    this.settings = settings;
    this.rounds = new Rounds("desk-live", settings.interval(), this::beat);
  }

  /** What holds. */
  public LiveSettings settings() {
    return settings;
  }

  /** From now on this looks; said before {@link #start}. */
  public void looks(Runnable looking) {
    look = looking;
  }

  /** Begins to look. */
  public void start() {
    rounds.start();
  }

  /** Takes a seat for an account, if there is one. */
  public Taking take(String account) {
    synchronized (taken) {
      if (seats.size() >= settings.streams()) {
        return new Taking.HouseFull();
      }
      if (taken.getOrDefault(account, 0) >= settings.perAccount()) {
        return new Taking.AccountFull(settings.perAccount());
      }
      taken.merge(account, 1, Integer::sum);
      Seat seat = new Seat(account);
      seats.add(seat);
      return new Taking.Seated(seat);
    }
  }

  private void leave(Seat seat) {
    synchronized (taken) {
      if (seats.remove(seat)) {
        taken.computeIfPresent(seat.account, (account, n) -> n == 1 ? null : n - 1);
      }
    }
  }

  /** Seats that are taken. */
  public int count() {
    return seats.size();
  }

  private void beat() {
    if (!seats.isEmpty()) {
      look.run();
      seats.forEach(seat -> seat.news.run());
    }
  }

  @Override
  public void close() {
    rounds.close();
  }
}

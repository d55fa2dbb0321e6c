package lantian.obd.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.TimeUnit;
import lantian.obd.chunk.Dossier;
import lantian.obd.chunk.PacketRef;
import lantian.obd.filing.Register;
import lantian.obd.packet.Profile;
import lantian.obd.packet.QuarantineReason;
import lantian.obd.store.PendingDay.Reason;
import lantian.obd.store.PendingDays.Telling;
import lantian.proto.Vin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the terminal register (备案变更跟踪): a change makes the days pending that it may touch, and
 * frames that were quarantined for the sake of the old entry are looked at again.
 *
 * <p>The position is saved after the effect, so that a change is never missed; telling a day twice
 * does no harm. Packets are held against the entry in force at their receipt, so that a change may
 * touch items collected before it: as far back as the horizon.
 */
final class RegisterFollower {
  private static final Logger LOG = LoggerFactory.getLogger(RegisterFollower.class);
  private static final String NAME = "register";
  private static final int PAGE = 500;
  private static final long DAY = 86_400;
  private static final long LAST_SECOND = 0xFFFF_FFFEL;

  private final Term term;
  private final ProjectorSettings settings;
  private final Register register;
  private final Registry registry;
  private final Cursors cursors;
  private final DaysHeld days;
  private final PendingDays pending;
  private final List<Partition> partitions;
  private final SecondLook secondLook;

  /**
   * @param days says which days there is data of
   * @param secondLook projects quarantined frames again
   */
  RegisterFollower(
      Term term,
      ProjectorSettings settings,
      Register register,
      Cursors cursors,
      DaysHeld days,
      PendingDays pending,
      List<Partition> partitions,
      SecondLook secondLook) {
    this.term = term;
    this.settings = settings;
    this.register = register;
    this.registry = new Registry(register);
    this.cursors = cursors;
    this.days = days;
    this.pending = pending;
    this.partitions = partitions;
    this.secondLook = secondLook;
  }

  /** Follows until the term is over. */
  void run() throws InterruptedException {
    long cursor = term.insistOn(() -> cursors.read(NAME, Long.class)).orElse(0L);
    while (true) {
      List<Register.Change> changes = changes(cursor);
      if (!changes.isEmpty() && follow(changes)) {
        long last = changes.getLast().cursor();
        term.insist(() -> cursors.write(NAME, last));
        cursor = last;
      } else {
        TimeUnit.MILLISECONDS.sleep(settings.follow().toMillis());
      }
    }
  }

  private List<Register.Change> changes(long cursor) {
    try {
      return register.changesAfter(cursor, PAGE);
    } catch (RuntimeException e) {
      LOG.warn("changes of the terminal register can't be read: {}", e.toString());
      return List.of();
    }
  }

  /** Does what the changes ask for; false if the register was away. */
  private boolean follow(List<Register.Change> changes) throws InterruptedException {
    Collection<Vin> vins = new LinkedHashSet<>();
    changes.forEach(change -> vins.add(change.vin()));
    Map<Vin, Dossier> dossiers = registry.ask(vins);
    if (dossiers.isEmpty()) {
      return false;
    }
    // First nobody steps with the old entry any more, then the days are told.
    for (Partition partition : partitions) {
      Answers.await(partition.refile(dossiers));
    }
    List<Telling> tellings = new ArrayList<>();
    Instant now = term.clock().instant();
    for (Register.Change change : changes) {
      long from = Math.max(0, change.fromSecond() - settings.horizonDays() * DAY);
      // A packet may hold items a little ahead of its receipt, and they are judged.
      long to = Math.min(change.toSecond(), LAST_SECOND) + PacketRef.AHEAD_SECONDS;
      SortedSet<Integer> touched = term.insistOn(() -> days.of(change.vin(), from, to));
      for (int day : touched) {
        DayKey key = new DayKey(change.vin(), day);
        tellings.add(Telling.of(key, Reason.REGISTER, day, now.plus(settings.quiet())));
      }
    }
    term.insist(() -> pending.tell(tellings, now));
    List<String> texts = vins.stream().map(Vin::text).toList();
    secondLook.at(
        and(eq("reason", QuarantineReason.BEFORE_FILING.name()), in("vin", texts)), e -> true);
    // What a platform forwards encrypted is opened by the profile filed.
    secondLook.at(
        and(eq("reason", QuarantineReason.NO_KEY.name()), in("vin", texts)),
        entry -> entry.connection().profile() == Profile.PLATFORM);
    return true;
  }
}

package lantian.obd.store;

import static com.mongodb.client.model.Filters.ne;

import com.mongodb.client.model.Projections;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lantian.obd.store.PendingDay.Reason;
import lantian.obd.store.PendingDays.Telling;
import lantian.proto.Vin;

/**
 * After a rebuild, once the log has been replayed, has every day judged again that tells a standing
 * finding (重建复核): a day of which nothing is stored any more would not be, and its finding would
 * stand for ever.
 */
final class RebuildFollower {
  /** The cursor that says a rebuild is to be followed up. */
  static final String NAME = "rebuild";

  private static final int AT_ONCE = 1_000;

  private final Term term;
  private final ProjectorSettings settings;
  private final Store store;
  private final Cursors cursors;
  private final PendingDays pending;
  private final Lanes lanes;
  private final List<Partition> partitions;

  RebuildFollower(
      Term term,
      ProjectorSettings settings,
      Store store,
      Cursors cursors,
      PendingDays pending,
      Lanes lanes,
      List<Partition> partitions) {
    this.term = term;
    this.settings = settings;
    this.store = store;
    this.cursors = cursors;
    this.pending = pending;
    this.lanes = lanes;
    this.partitions = partitions;
  }

  /** Waits for the end of the replay, tells the days and is done. */
  void run() throws InterruptedException {
    if (!term.insistOn(() -> cursors.read(NAME, Boolean.class)).orElse(false)) {
      return;
    }
    lanes.awaitCaughtUp();
    for (Partition partition : partitions) {
      Answers.await(partition.refile(Map.of()));
    }
    List<DayKey> days = new ArrayList<>(term.insistOn(this::standing));
    Instant now = term.clock().instant();
    for (int at = 0; at < days.size(); at += AT_ONCE) {
      List<Telling> tellings = new ArrayList<>();
      for (DayKey key : days.subList(at, Math.min(days.size(), at + AT_ONCE))) {
        tellings.add(Telling.of(key, Reason.REBUILT, key.day(), now.plus(settings.quiet())));
      }
      term.insist(() -> pending.tell(tellings, now));
    }
    term.insist(() -> cursors.write(NAME, false));
  }

  private Set<DayKey> standing() {
    Set<DayKey> days = new HashSet<>();
    store
        .collection(Store.Name.FINDINGS)
        .find(ne("state", FindingBook.WITHDRAWN))
        .projection(Projections.include("vin", "day"))
        .forEach(finding ->
            days.add(new DayKey(new Vin(finding.getString("vin")), finding.getInteger("day"))));
    return days;
  }
}

package lantian.deploy.archive;

import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import lantian.deploy.console.Failure;
import lantian.obd.log.LaneSpan;
import lantian.obd.log.LogMonth;
import lantian.obd.log.LogPosition;
import lantian.obd.log.Tombstone;
import lantian.obd.log.Tombstones;
import lantian.obd.store.ArchiveGuard;

/** What stands against archiving a month, or against letting it go (归档条件). */
final class Obstacles {
  /** A batch may be stored so much later than it was received. */
  private static final Duration GATHERING = Duration.ofDays(1);

  /** After a month its late days are judged, and what they change: at most so much later. */
  private static final Duration SETTLING = Duration.ofDays(31);

  private final MongoDatabase database;
  private final ArchiveGuard guard;
  private final Retention retention;
  private final InstantSource clock;
  private final Tombstones tombstones;

  Obstacles(
      MongoDatabase database, ArchiveGuard guard, InstantSource clock, Tombstones tombstones) {
    this.database = database;
    this.guard = guard;
    this.retention = Retention.builtIn();
    this.clock = clock;
    this.tombstones = tombstones;
  }

  /** The month is not closed, or its term is not over. */
  void refuseToArchive(Archiving.Order order, LogMonth month) {
    Instant now = clock.instant();
    if (now.isBefore(month.end().plus(GATHERING))) {
      throw Failure.usage(
          "--month: " + order.month() + " is not closed: a month is, a day after its end (UTC)");
    }
    int months = retention.months(now);
    Instant due =
        order.month().plusMonths(1L + months).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    if (!order.younger() && now.isBefore(due)) {
      throw Failure.usage(
          "--month: "
              + order.month()
              + " stays for "
              + months
              + " months, until "
              + due.atZone(ZoneOffset.UTC).toLocalDate()
              + "; --younger archives it nevertheless");
    }
  }

  /** Something of it has still to be projected or judged. */
  void refuseWhileNeeded(List<LaneSpan> spans) {
    refuse(guard.behind(spans), "is not projected yet");
    refuse(guard.pending(spans), "is still needed");
  }

  /** Something would be lost with it. */
  void refuseToDrop(YearMonth wanted, List<LaneSpan> spans) {
    Instant end = new LogMonth(database, wanted).end();
    if (clock.instant().isBefore(end.plus(SETTLING))) {
      throw Failure.usage(
          wanted + " can be dropped " + SETTLING.toDays() + " days after its end, not before");
    }
    refuse(older(wanted), "is not the oldest month");
    refuse(torn(spans, wanted), "does not go on from the tombstones");
    refuseWhileNeeded(spans); // Once more: writing takes long.
    Instant first = wanted.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    refuse(guard.uncopied(spans, first, end), "is evidence that is not copied");
  }

  private List<String> older(YearMonth month) {
    return LogMonth.stored(database).stream()
        .filter(stored -> stored.isBefore(month))
        .map(stored -> stored + " is still stored: months are dropped from the oldest on")
        .toList();
  }

  /** Lanes that don't begin where the tombstones of earlier months end. */
  private List<String> torn(List<LaneSpan> spans, YearMonth month) {
    List<Tombstone> before =
        tombstones.all().stream().filter(stone -> stone.month().isBefore(month)).toList();
    List<String> torn = new ArrayList<>();
    for (LaneSpan span : spans) {
      LaneSpan last =
          before.stream()
              .flatMap(stone -> stone.spans().stream())
              .filter(known -> known.name().equals(span.name()))
              .reduce((earlier, later) -> later)
              .orElse(null);
      boolean fits =
          last == null
              ? span.first() == 0
              : span.first() == last.last() + 1 && span.before().equals(last.end());
      if (!fits) {
        torn.add(
            "lane " + span.name() + " begins with batch " + span.first() + "; run lantian verify");
      }
    }
    return torn;
  }

  static List<LaneSpan> reach(LogMonth month, List<LogPosition> lanes) {
    return lanes.stream().map(lane -> SoundLog.read(() -> month.reach(lane))).toList();
  }

  private static void refuse(List<String> reasons, String what) {
    if (!reasons.isEmpty()) {
      String more = reasons.size() > 1 ? ", and " + (reasons.size() - 1) + " more" : "";
      throw Failure.failed("the month " + what + ": " + reasons.getFirst() + more);
    }
  }
}

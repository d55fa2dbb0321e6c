package lantian.obd.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import lantian.obd.chunk.Conflict;
import lantian.obd.chunk.Dossier;
import lantian.obd.chunk.MergedItems;
import lantian.obd.chunk.PacketRef;
import lantian.obd.log.LogPosition;
import lantian.obd.rule.Reading;
import lantian.obd.rule.Readings;
import lantian.proto.Sm3;
import org.jspecify.annotations.Nullable;

/**
 * The merged items of a vehicle-day as the judge reads them, with the day's conflicts and seal
 * gathered on the way (车辆日读取).
 *
 * <p>Left out are items in an unsettled conflict, items known only from the future, and those from
 * before the vehicle's filing.
 */
final class DayReadings implements Readings {
  private final MergedItems items;
  private final Dossier dossier;
  private final List<Conflict> conflicts = new ArrayList<>();
  private final List<PacketRef> disputed = new ArrayList<>();
  private long lastKey = Long.MIN_VALUE;

  DayReadings(MergedItems items, Dossier dossier) {
    this.items = items;
    this.dossier = dossier;
  }

  @Override
  public @Nullable Reading next() {
    while (items.next()) {
      if (items.bodies() > 1) {
        Conflict conflict = items.conflict();
        if (conflict != null) {
          conflicts.add(conflict);
          disputed.addAll(items.sources());
        }
      }
      if (items.judged() && !dossier.beforeFiling(items.second())) {
        lastKey = Vehicle.key(items.second(), items.type());
        return items.reading();
      }
    }
    return null;
  }

  /** Conflicts met so far. */
  List<Conflict> conflicts() {
    return conflicts;
  }

  /** Packets of all copies in conflict. */
  List<PacketRef> disputed() {
    return disputed;
  }

  /** The last item read, see {@link Vehicle#key}; MIN_VALUE if there was none. */
  long lastKey() {
    return lastKey;
  }

  /** Digest over sorted log positions. */
  static byte[] seal(Collection<LogPosition> packets) {
    return Sm3.of(new TreeSet<>(packets).stream().map(LogPosition::key).toArray(byte[][]::new));
  }
}

package lantian.obd.store;

import java.util.Collection;
import java.util.TreeSet;
import java.util.function.Consumer;
import lantian.obd.chunk.Dossier;
import lantian.obd.chunk.MergedItems;
import lantian.obd.chunk.PacketRef;
import lantian.obd.log.LogPosition;
import lantian.obd.quality.DayMeasure;
import lantian.obd.rule.Reading;
import lantian.obd.rule.Readings;
import lantian.proto.Sm3;
import org.jspecify.annotations.Nullable;

/**
 * The merged items of a vehicle-day as the judge reads them, with the day's packets in conflict
 * told on the way (车辆日读取).
 *
 * <p>Left out are items in an unsettled conflict, items known only from the future, and those from
 * before the vehicle's filing.
 */
final class DayReadings implements Readings {
  private final MergedItems items;
  private final Dossier dossier;
  private final Consumer<PacketRef> disputed;
  private final DayMeasure measure;
  private boolean clashes;
  private long lastKey = Long.MIN_VALUE;

  /**
   * @param disputed is told the packets of all copies in conflict
   * @param measure takes every item since the filing on the way
   */
  DayReadings(
      MergedItems items, Dossier dossier, Consumer<PacketRef> disputed, DayMeasure measure) {
    this.measure = measure;
    this.items = items;
    this.dossier = dossier;
    this.disputed = disputed;
  }

  @Override
  public @Nullable Reading next() {
    while (items.next()) {
      if (items.bodies() > 1) {
        clashes = true;
        items.sources().forEach(disputed);
      }
      if (dossier.beforeFiling(items.second())) {
        continue;
      }
      measure.take(items);
      if (items.judged()) {
        lastKey = Vehicle.key(items.second(), items.type());
        return items.reading();
      }
    }
    return null;
  }

  /** True if an item had several bodies. */
  boolean clashes() {
    return clashes;
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

package lantian.obd.chunk;

import java.util.function.Consumer;
import lantian.obd.rule.Reading;
import lantian.obd.rule.Readings;
import org.jspecify.annotations.Nullable;

/**
 * Merged items for the judge (判定用信息项): those in an unresolved conflict or from the future are left
 * out.
 */
public final class MergedReadings implements Readings {
  private final MergedItems items;
  private final Consumer<MergedItems> seen;

  /**
   * Readings of what is left of these items.
   *
   * @param seen is shown every item, those left out as well, before it is read
   */
  public MergedReadings(MergedItems items, Consumer<MergedItems> seen) {
    this.items = items;
    this.seen = seen;
  }

  @Override
  public @Nullable Reading next() {
    while (items.next()) {
      seen.accept(items);
      if (items.judged()) {
        return items.reading();
      }
    }
    return null;
  }
}

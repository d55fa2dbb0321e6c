package lantian.obd.read;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import lantian.obd.chunk.Chunks;
import lantian.obd.chunk.FragmentCursor;
import lantian.obd.chunk.MergedItems;
import lantian.obd.chunk.OpenChunks;
import lantian.obd.quality.DayMeasure;
import lantian.obd.quality.Gap;
import lantian.obd.quality.QualityLimits;
import lantian.obd.store.Proof;
import lantian.proto.CityTime;
import lantian.proto.Vin;

/** Finds the missing seconds of a vehicle (缺失时段) in what is stored and what is in memory. */
final class Gaps {
  private final Chunks chunks;
  private final OpenChunks open;
  private final Senders senders;
  private final List<QualityLimits> limits = QualityLimits.builtIn();

  Gaps(Chunks chunks, OpenChunks open, Senders senders) {
    this.chunks = chunks;
    this.open = open;
    this.senders = senders;
  }

  /** Those that begin behind {@code after} and before {@code before}, at most {@code most}. */
  List<Gap> of(Vin vin, long after, long before, int most) {
    List<Gap> gaps = new ArrayList<>();
    int last = CityTime.dayNumber(before - 1);
    for (int day = CityTime.dayNumber(after + 1); day <= last && gaps.size() < most; day++) {
      day(
          vin,
          day,
          gap -> {
            if (gap.first() > after && gap.first() < before) {
              gaps.add(gap);
            }
          });
    }
    return List.copyOf(gaps.subList(0, Math.min(gaps.size(), most)));
  }

  private void day(Vin vin, int day, Consumer<Gap> taker) {
    long first = CityTime.startOf(day);
    long behind = CityTime.startOf(day + 1);
    DayMeasure measure =
        new DayMeasure(
            QualityLimits.at(limits, day),
            first,
            behind,
            (kind, start, end) -> taker.accept(new Gap(kind, start, end)));
    var held = open.of(vin, first, behind);
    try (FragmentCursor stored = chunks.fragments(vin, first, behind)) {
      Proof proof = senders.quick(vin);
      MergedItems items =
          MergedItems.of(proof.over(stored), proof.over(held), first, behind, proof);
      while (items.next()) {
        measure.take(items);
      }
    }
    measure.quality();
  }
}

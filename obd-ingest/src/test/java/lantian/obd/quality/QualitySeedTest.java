package lantian.obd.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** The figures of hard days equal those of a slow, independent computation over the raw packets. */
class QualitySeedTest {
  private static final Map<Defect, Long> SEEN = new EnumMap<>(Defect.class);

  @RepeatedTest(30)
  void theFiguresEqualTheSlowOnes(RepetitionInfo seed) {
    SplittableRandom random = new SplittableRandom(seed.getCurrentRepetition());
    Shipment day = new HardDay(random).shipment();
    QualityLimits limits = shortened();
    NaiveQuality naive = new NaiveQuality(limits, day.copies());
    List<Gap> gaps = new ArrayList<>();
    DayQuality measured = day.measured(limits, gaps, random);
    assertThat(measured.of(Indicator.TRANSMISSION)).isEqualTo(naive.transmission());
    assertThat(measured.of(Indicator.REISSUE)).isEqualTo(naive.reissue());
    assertThat(measured.of(Indicator.TIMELINESS)).isEqualTo(naive.timeliness());
    assertThat(measured.of(Indicator.LOSS)).isEqualTo(naive.loss());
    assertThat(measured.fields()).isEqualTo(naive.fields());
    for (Defect defect : Defect.values()) {
      long slow = naive.objected(defect).size();
      assertThat(measured.defects().get(defect)).as(defect.name()).isEqualTo(slow);
      SEEN.merge(defect, slow, Long::sum);
    }
    assertThat(measured.of(Indicator.ACCURACY)).isEqualTo(naive.accuracy());
    assertThat(spread(gaps)).isEqualTo(naive.missing());
    assertThat(measured.counts().gaps())
        .isEqualTo(gaps.stream().filter(gap -> gap.kind() == Gap.Kind.MISSING).count());
  }

  /** Otherwise the seeds would prove nothing. */
  @AfterAll
  static void everyDefectWasSeen() {
    for (Defect defect : Defect.values()) {
      assertThat(SEEN.getOrDefault(defect, 0L)).as(defect.name()).isPositive();
    }
  }

  private static Map<Long, Gap.Kind> spread(List<Gap> gaps) {
    Map<Long, Gap.Kind> seconds = new TreeMap<>();
    for (Gap gap : gaps) {
      if (gap.kind() != Gap.Kind.SILENCE) {
        LongStream.rangeClosed(gap.first(), gap.last()).forEach(at -> seconds.put(at, gap.kind()));
      }
    }
    return seconds;
  }

  /** Limits that a short day can reach. */
  private static QualityLimits shortened() {
    QualityLimits all = QualityLimits.builtIn().getFirst();
    Map<Bound, QualityLimits.Row> rows = new EnumMap<>(all.rows());
    Map.of(
            Bound.TRIP_GAP, 40.0,
            Bound.NOX_READY, 20.0,
            Bound.SCR_EQUAL, 12.0,
            Bound.NOX_ABOVE, 9.0,
            Bound.COOLANT, 30.0,
            Bound.REPLAY, 6.0)
        .forEach((bound, value) -> rows.put(bound, new QualityLimits.Row(value, "short", false)));
    return new QualityLimits("short", all.from(), rows);
  }
}

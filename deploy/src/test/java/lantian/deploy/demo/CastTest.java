package lantian.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import lantian.deploy.simulate.wire.Sample;
import lantian.proto.Origin;
import org.junit.jupiter.api.Test;

/** Who appears in the demo city, and what their data may be taken for. */
class CastTest {
  private static final long START = 1_795_000_000L;
  private static final Plan PLAN = new Plan(1, 100, Duration.ofHours(1));
  private static final List<DemoTruck> CAST = Cast.of(PLAN, START);

  @Test
  void findingsAreExpectedOfModelledTrucksOnly() {
    assertThat(CAST)
        .filteredOn(truck -> !truck.story().rule().isEmpty())
        .hasSize(4)
        .allSatisfy(truck -> assertThat(truck.filed().origin()).isEqualTo(Origin.MODELLED));
  }

  @Test
  void recordingsAreFiledAsShiftedAndSayByHowMuch() {
    assertThat(CAST)
        .filteredOn(truck -> truck.filed().specification() == null)
        .hasSize(3)
        .allSatisfy(truck -> {
          assertThat(truck.filed().origin()).isEqualTo(Origin.SHIFTED);
          assertThat(truck.filed().model()).matches(".*时移\\d+秒");
        });
    long shift = START - 127 - Recording.idleTruck().first();
    assertThat(CAST.getFirst().story().en()).endsWith("shifted by " + shift + " s");
  }

  @Test
  void nothingIsFiledAsMeasured() {
    assertThat(CAST)
        .extracting(truck -> truck.filed().origin())
        .doesNotContain(Origin.MEASURED, Origin.RECORDED);
  }

  @Test
  void faultyTrucksComeBeforeTheOrdinaryOnes() {
    int last =
        IntStream.range(0, CAST.size())
            .filter(i -> !CAST.get(i).story().rule().isEmpty())
            .max()
            .orElseThrow();
    assertThat(last).isLessThan(10);
  }

  @Test
  void vinsAndCardsAreUniqueAndWellFormed() {
    Set<String> seen = new HashSet<>();
    assertThat(CAST)
        .allSatisfy(truck -> {
          assertThat(truck.filed().vin().wellFormed()).isTrue();
          assertThat(truck.filed().iccid()).matches("[0-9]{20}");
          assertThat(seen.add(truck.filed().vin().text())).isTrue();
          assertThat(seen.add(truck.filed().iccid())).isTrue();
        });
  }

  @Test
  void idleTruckIsSentOnceAndEndsAtTheStart() {
    DemoTruck idle = Cast.of(PLAN, START).getFirst();
    List<Sample> all =
        IntStream.rangeClosed(-200, 200)
            .mapToObj(i -> idle.source().at(START + i))
            .flatMap(List::stream)
            .toList();
    assertThat(all).hasSize(127);
    assertThat(all.getLast().second()).isEqualTo(START - 1);
  }

  @Test
  void sameSeedGivesTheSameCity() {
    List<DemoTruck> one = Cast.of(PLAN, START);
    List<DemoTruck> two = Cast.of(PLAN, START);
    for (int i = 0; i < one.size(); i += 7) {
      for (long second = START - 60; second < START; second++) {
        List<Sample> left = one.get(i).source().at(second);
        List<Sample> right = two.get(i).source().at(second);
        assertThat(left).hasSameSizeAs(right);
        for (int k = 0; k < left.size(); k++) {
          assertThat(left.get(k).body()).isEqualTo(right.get(k).body());
        }
      }
    }
  }

  @Test
  void theTracesAreTheRecordedOnes() {
    List<Trace> traces = Trace.chineseTrucks();
    assertThat(traces).hasSize(100);
    assertThat(traces).allSatisfy(trace -> assertThat(trace.metresPerSecond()).hasSize(401));
    double fastest =
        traces.stream()
            .flatMapToDouble(trace -> Arrays.stream(trace.metresPerSecond()))
            .filter(speed -> !Double.isNaN(speed))
            .max()
            .orElseThrow();
    assertThat(fastest * 3.6).isCloseTo(99.8, offset(0.05));
    Trace haul = Trace.longHaul();
    double metres = Arrays.stream(haul.metresPerSecond()).sum();
    assertThat(haul.grades()).hasSize(83_043);
    assertThat(metres / 1_000).isCloseTo(804.6, offset(0.1));
  }
}

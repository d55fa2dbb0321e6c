package lantian.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import lantian.deploy.simulate.Frames;
import lantian.obd.packet.Quality;
import lantian.obd.packet.Signal;
import org.junit.jupiter.api.Test;

/**
 * The recordings after a round trip: written by the simulator's encoder, read by the project's
 * decoder, which share no table. Facts of {@code real-data} clause 2.2.
 */
class DecodedRecordingTest {
  private static final long START = 1_795_000_000L;
  private static final List<DemoTruck> CAST = Cast.of(new Plan(1, 0, Duration.ofHours(1)), START);

  @Test
  void idleTruckArrivesWithEveryWordUnchanged() {
    List<ReceivedItem> items = items(0);
    List<byte[]> recorded = Recording.idleTruck().bodies();
    assertThat(items).hasSize(127);
    for (int i = 0; i < items.size(); i++) {
      assertThat(items.get(i).second()).isEqualTo(START - 127 + i);
      for (Signal signal : Signal.values()) {
        assertThat(items.get(i).raw(signal)).isEqualTo(signal.raw(recorded.get(i), 0));
      }
    }
  }

  @Test
  void idleTruckIsSaturatedBehindTheCatalystInAllOfIts127Seconds() {
    assertThat(items(0))
        .allMatch(item -> quality(item, Signal.NOX_DOWNSTREAM) == Quality.SATURATED)
        .allMatch(item -> item.value(Signal.NOX_DOWNSTREAM) == 3012.75);
  }

  @Test
  void idleTruckHasNoScrInletButAnOutletBelowWorkingTemperature() {
    assertThat(items(0))
        .allMatch(item -> quality(item, Signal.SCR_INLET_TEMPERATURE) == Quality.INVALID)
        .allMatch(item -> item.value(Signal.SCR_OUTLET_TEMPERATURE) < 94);
  }

  @Test
  void idleTruckStandsWithFullReagentAndAnOdometerThatNeverMoves() {
    assertThat(items(0))
        .allMatch(item -> item.value(Signal.SPEED) == 0)
        .allMatch(item -> item.value(Signal.REAGENT_LEVEL) == 100)
        .allMatch(item -> item.value(Signal.ENGINE_SPEED) > 600)
        .extracting(item -> item.raw(Signal.ODOMETER))
        .containsOnly(138_329L);
  }

  @Test
  void noRecordingHasAValidPosition() {
    for (int truck = 0; truck < 3; truck++) {
      assertThat(items(truck))
          .allMatch(item -> (item.raw(Signal.LOCATION_STATE) & 1) == 1)
          .allMatch(item -> quality(item, Signal.LONGITUDE) == Quality.INVALID);
    }
  }

  @Test
  void benchUnitShowsAnErrorIndicatorAsSpeedAndNeverAMeasurementOfNoxBehindTheCatalyst() {
    Predicate<ReceivedItem> error = item -> quality(item, Signal.SPEED) == Quality.ERROR_INDICATOR;
    assertThat(items(1))
        .hasSize(82)
        .anyMatch(error)
        .anyMatch(error.negate())
        .allMatch(item -> quality(item, Signal.NOX_DOWNSTREAM) == Quality.INVALID)
        .allMatch(item -> item.value(Signal.NOX_UPSTREAM) == 0)
        .allMatch(item -> item.value(Signal.ENGINE_SPEED) == 0);
  }

  @Test
  void engineOffOnAnotherMakeMeansNoNoxValueAtAll() {
    assertThat(items(2))
        .hasSize(4)
        .allMatch(item -> quality(item, Signal.NOX_UPSTREAM) == Quality.INVALID)
        .allMatch(item -> item.value(Signal.ENGINE_SPEED) == 0)
        .allMatch(item -> item.value(Signal.SPEED) == 0);
  }

  private static Quality quality(ReceivedItem item, Signal signal) {
    return signal.quality(item.raw(signal));
  }

  private static List<ReceivedItem> items(int number) {
    DemoTruck truck = CAST.get(number);
    long from = START - truck.past().toSeconds();
    return Frames.past(truck.filed(), truck.source(), from, START).stream()
        .flatMap(frame -> ReceivedItem.of(frame, truck.filed().profile()).stream())
        .toList();
  }
}

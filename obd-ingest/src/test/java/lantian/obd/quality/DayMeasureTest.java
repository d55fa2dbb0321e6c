package lantian.obd.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.LongFunction;
import lantian.obd.quality.Gap.Kind;
import lantian.obd.quality.Shipment.One;
import org.junit.jupiter.api.Test;

/** What each indicator counts, and what beside it does not. */
class DayMeasureTest {
  private static final long T = Shipment.START + 36_000;

  private final Shipment day = new Shipment();
  private int flow;

  /** Packets of ten seconds from {@code from} on, at their time. */
  private void drive(long from, int seconds, LongFunction<Body> body) {
    for (long at = from; at < from + seconds; at += 10) {
      day.live(++flow, ten(at, from + seconds, body));
    }
  }

  private static One[] ten(long from, long behind, LongFunction<Body> body) {
    One[] items = new One[(int) Math.min(10, behind - from)];
    for (int i = 0; i < items.length; i++) {
      items[i] = One.of(from + i, body.apply(from + i));
    }
    return items;
  }

  @Test
  void anHonestHourLacksNothing() {
    drive(T, 3_600, Body::new);
    DayQuality quality = day.measured();
    assertThat(quality.of(Indicator.ONLINE)).isEqualTo(new Ratio(1, 1));
    assertThat(quality.of(Indicator.TRANSMISSION)).isEqualTo(new Ratio(3_600, 3_600));
    assertThat(quality.of(Indicator.LOSS)).isEqualTo(new Ratio(0, 360));
    assertThat(quality.of(Indicator.ACCURACY)).isEqualTo(new Ratio(3_600, 3_600));
    assertThat(quality.of(Indicator.TIMELINESS)).isEqualTo(new Ratio(3_600, 3_600));
    assertThat(quality.of(Indicator.OBD_DAILY)).isEqualTo(new Ratio(0, 1));
    assertThat(quality.of(Indicator.REISSUE)).isEqualTo(Ratio.NONE);
    Ratio validity = quality.of(Indicator.VALIDITY);
    assertThat(validity.numerator()).isEqualTo(validity.denominator());
    assertThat(quality.fields().get(KeyField.NOX_DOWNSTREAM)).isEqualTo(new Ratio(3_420, 3_420));
    assertThat(quality.counts().proven()).isZero();
  }

  @Test
  void aDayWithoutItemsIsNotOnline() {
    assertThat(day.measured().of(Indicator.ONLINE)).isEqualTo(Ratio.NONE);
  }

  @Test
  void aShortGapIsExpectedAndALongOneIsNot() {
    drive(T, 100, Body::new);
    drive(T + 399, 1, Body::new); // 300 seconds behind the last: one too many
    drive(T + 698, 1, Body::new); // 299 seconds behind the last
    DayQuality quality = day.measured();
    assertThat(quality.of(Indicator.TRANSMISSION)).isEqualTo(new Ratio(102, 400));
    assertThat(quality.counts().gaps()).isEqualTo(1);
    assertThat(quality.counts().silences()).isEqualTo(1);
    assertThat(quality.counts().silentSeconds()).isEqualTo(299);
    assertThat(day.gaps())
        .containsExactly(
            new Gap(Kind.SILENCE, T + 100, T + 398), new Gap(Kind.MISSING, T + 400, T + 697));
  }

  @Test
  void nothingIsExpectedWhileTheEngineStands() {
    drive(T, 50, Body::new);
    drive(T + 50, 1, at -> new Body(at).rpm(0).speed(0).fuel(0));
    drive(T + 100, 50, Body::new);
    assertThat(day.measured().of(Indicator.TRANSMISSION)).isEqualTo(new Ratio(100, 100));
    assertThat(day.gaps()).isEmpty();
  }

  @Test
  void aReissueFillsAGapUpToItsDeadline() {
    drive(T, 10, Body::new);
    drive(T + 30, 10, Body::new);
    long deadline = 72 * 3_600;
    day.send(Shipment.REISSUE, 2, 0, T + 10 + deadline, ten(T + 10, T + 20, Body::new));
    day.send(Shipment.REISSUE, 3, 0, T + 21 + deadline, ten(T + 20, T + 30, Body::new));
    // The first packet's samples are all in time; of the second the first one is a second late.
    assertThat(day.measured().of(Indicator.TRANSMISSION)).isEqualTo(new Ratio(39, 40));
    assertThat(day.measured().of(Indicator.REISSUE)).isEqualTo(new Ratio(19, 20));
    assertThat(day.gaps())
        .containsExactly(
            new Gap(Kind.REISSUED, T + 10, T + 19),
            new Gap(Kind.MISSING, T + 20, T + 20),
            new Gap(Kind.REISSUED, T + 21, T + 29));
  }

  @Test
  void whatCameLiveIsNoReissueWhateverLaneItCameBy() {
    day.send(Shipment.REALTIME, 7, 2, T + 11, ten(T, T + 10, Body::new));
    day.send(Shipment.REISSUE, 7, 0, T + 900, ten(T, T + 10, Body::new));
    assertThat(day.measured().of(Indicator.REISSUE)).isEqualTo(Ratio.NONE);
    assertThat(day.measured().of(Indicator.TIMELINESS)).isEqualTo(new Ratio(10, 10));
  }

  @Test
  void aSampleIsInTimeForAMinute() {
    day.send(Shipment.REALTIME, 1, 0, T + 60, One.of(T, new Body(T)));
    day.send(Shipment.REALTIME, 2, 0, T + 62, One.of(T + 1, new Body(T + 1)));
    assertThat(day.measured().of(Indicator.TIMELINESS)).isEqualTo(new Ratio(1, 2));
  }

  @Test
  void missingFlowNumbersAreLost() {
    day.live(5, One.of(T, new Body(T)));
    day.live(6, One.of(T + 1, new Body(T + 1)));
    day.live(9, One.of(T + 2, new Body(T + 2)));
    day.live(-1, One.of(T + 3, new Body(T + 3)));
    assertThat(day.measured().of(Indicator.LOSS)).isEqualTo(new Ratio(2, 5));
  }

  @Test
  void numbersThatMayBeOfAnotherDayAreNoLoss() {
    day.live(8_000, One.of(Shipment.START + 59, new Body(T)));
    day.live(1, One.of(Shipment.START + 60, new Body(T)));
    day.live(2, One.of(Shipment.END - 61, new Body(T)));
    day.live(900, One.of(Shipment.END - 60, new Body(T)));
    day.send(Shipment.REISSUE, 4_000, 0, Shipment.END + 60, One.of(T, new Body(T)));
    assertThat(day.measured().of(Indicator.LOSS)).isEqualTo(new Ratio(0, 2));
  }

  @Test
  void aColdSensorOwesNothingAndAHotOneDoes() {
    drive(T, 200, at -> silent(at, at < T + 190 ? 199 : 200));
    assertThat(day.measured().fields().get(KeyField.NOX_DOWNSTREAM)).isEqualTo(new Ratio(0, 10));
  }

  @Test
  void aSensorJustSwitchedOnOwesNothing() {
    drive(T, 181, at -> silent(at, 300));
    assertThat(day.measured().fields().get(KeyField.NOX_UPSTREAM)).isEqualTo(new Ratio(0, 1));
  }

  @Test
  void theOutletTellsWhereTheInletDoesNot() {
    drive(T, 190, at -> silent(at, 300).u16(16, 0xFFFF).u16(18, (169 + 273) * 32));
    assertThat(day.measured().fields().get(KeyField.NOX_DOWNSTREAM)).isEqualTo(Ratio.NONE);
    drive(T + 190, 5, at -> silent(at, 300).u16(16, 0xFFFF).u16(18, (170 + 273) * 32));
    assertThat(day.measured().fields().get(KeyField.NOX_DOWNSTREAM)).isEqualTo(new Ratio(0, 5));
    assertThat(day.measured().fields().get(KeyField.SCR_INLET)).isEqualTo(new Ratio(0, 195));
  }

  private static Body silent(long at, int inlet) {
    return new Body(at).scr(inlet, 100).u16(9, 0xFFFF).u16(11, 0xFFFF);
  }

  @Test
  void aSaturatedWordIsNoMeasurement() {
    drive(T, 182, at -> new Body(at).u16(11, at == T + 181 ? 0xFAFF : 0xFAFE));
    assertThat(day.measured().fields().get(KeyField.NOX_DOWNSTREAM)).isEqualTo(new Ratio(1, 2));
  }

  @Test
  void anUnsettledConflictIsReceivedAndNotMeasured() {
    day.live(1, One.of(T, new Body(T)));
    day.live(2, One.of(T, new Body(T).speed(40)));
    DayQuality quality = day.measured();
    assertThat(quality.counts().conflicts()).isEqualTo(1);
    assertThat(quality.of(Indicator.TIMELINESS)).isEqualTo(new Ratio(1, 1));
    assertThat(quality.of(Indicator.ACCURACY)).isEqualTo(Ratio.NONE);
  }

  @Test
  void anObdBlockIsOwedByADrivingDay() {
    drive(T, 299, Body::new);
    assertThat(day.measured().of(Indicator.OBD_DAILY)).isEqualTo(Ratio.NONE);
    drive(T + 299, 1, Body::new);
    assertThat(day.measured().of(Indicator.OBD_DAILY)).isEqualTo(new Ratio(0, 1));
    day.live(99, new One(T, 1, new byte[96]));
    assertThat(day.measured().of(Indicator.OBD_DAILY)).isEqualTo(new Ratio(1, 1));
  }

  private long count(Defect defect) {
    return day.measured().defects().getOrDefault(defect, -1L);
  }

  @Test
  void movingWithoutEngine() {
    drive(T, 8, at -> new Body(at).rpm(0).fuel(0).odometer(50));
    assertThat(count(Defect.MOVING_WITHOUT_ENGINE)).isZero();
    drive(T + 8, 1, at -> new Body(at).rpm(0).fuel(0).odometer(51));
    assertThat(count(Defect.MOVING_WITHOUT_ENGINE)).isEqualTo(9);
  }

  @Test
  void speedStep() {
    drive(T, 1, at -> new Body(at).speed(20));
    drive(T + 1, 1, at -> new Body(at).speed(40));
    assertThat(count(Defect.SPEED_STEP)).isZero();
    drive(T + 2, 1, at -> new Body(at).speed(60.5));
    assertThat(count(Defect.SPEED_STEP)).isEqualTo(1);
  }

  @Test
  void fuelWithoutEngine() {
    drive(T, 1, at -> new Body(at).rpm(400));
    drive(T + 1, 1, at -> new Body(at).rpm(399).fuel(0));
    assertThat(count(Defect.FUEL_WITHOUT_ENGINE)).isZero();
    drive(T + 2, 1, at -> new Body(at).rpm(399.5));
    assertThat(count(Defect.FUEL_WITHOUT_ENGINE)).isEqualTo(1);
  }

  @Test
  void odometerBackwards() {
    drive(T, 1, at -> new Body(at).odometer(100));
    drive(T + 1, 1, at -> new Body(at).odometer(100));
    drive(T + 2, 1, at -> new Body(at).odometer(0xFAFFFFFFL));
    drive(T + 3, 1, at -> new Body(at).odometer(100));
    assertThat(count(Defect.ODOMETER_BACKWARDS)).isZero();
    drive(T + 400, 1, at -> new Body(at).odometer(99));
    assertThat(count(Defect.ODOMETER_BACKWARDS)).isEqualTo(1);
  }

  @Test
  void odometerBeyondSpeed() {
    // 36 km/h for 60 s are 0.6 km: times 1.2 and 0.3 km of slack make 1.02 km.
    drive(T, 60, at -> new Body(at).speed(36).odometer(100));
    drive(T + 60, 1, at -> new Body(at).speed(36).odometer(110));
    assertThat(count(Defect.ODOMETER_BEYOND_SPEED)).isZero();
    drive(T + 61, 1, at -> new Body(at).speed(36).odometer(111));
    assertThat(count(Defect.ODOMETER_BEYOND_SPEED)).isEqualTo(1);
  }

  @Test
  void positionJump() {
    // 200 km/h for a second and 200 m of slack make 255.5 m, or 0.0022981 degrees of latitude.
    drive(T, 1, at -> new Body(at).place(120, 31));
    drive(T + 1, 1, at -> new Body(at).place(120, 31.002297));
    assertThat(count(Defect.POSITION_JUMP)).isZero();
    drive(T + 2, 1, at -> new Body(at).place(120, 31.004596));
    assertThat(count(Defect.POSITION_JUMP)).isEqualTo(1);
    drive(T + 3, 1, at -> new Body(at).place(100, 10).u8(24, 1));
    assertThat(count(Defect.POSITION_JUMP)).isEqualTo(1);
  }

  @Test
  void scrTemperaturesEqual() {
    drive(T, 601, at -> new Body(at).scr(300, 300));
    assertThat(count(Defect.SCR_TEMPERATURES_EQUAL)).isZero();
    drive(T + 601, 1, at -> new Body(at).scr(300, 300));
    assertThat(count(Defect.SCR_TEMPERATURES_EQUAL)).isEqualTo(602);
  }

  @Test
  void scrTemperaturesEqualOnlyUnderLoad() {
    drive(T, 900, at -> new Body(at).scr(300, 300).torque(19));
    assertThat(count(Defect.SCR_TEMPERATURES_EQUAL)).isZero();
  }

  @Test
  void noxAboveUpstream() {
    drive(T, 301, at -> new Body(at).nox(200, 301));
    assertThat(count(Defect.NOX_ABOVE_UPSTREAM)).isZero();
    drive(T + 301, 1, at -> new Body(at).nox(200, 301));
    assertThat(count(Defect.NOX_ABOVE_UPSTREAM)).isEqualTo(302);
  }

  @Test
  void noxAboveUpstreamOnlyHotAndByTheFactor() {
    drive(T, 400, at -> new Body(at).nox(200, 300));
    drive(T + 400, 400, at -> new Body(at).nox(200, 900).scr(250, 240));
    assertThat(count(Defect.NOX_ABOVE_UPSTREAM)).isZero();
  }

  @Test
  void reagentRisesMoving() {
    drive(T, 1, at -> new Body(at).reagent(40));
    drive(T + 1, 1, at -> new Body(at).reagent(49.6));
    assertThat(count(Defect.REAGENT_RISES_MOVING)).isZero();
    drive(T + 2, 1, at -> new Body(at).reagent(50));
    assertThat(count(Defect.REAGENT_RISES_MOVING)).isEqualTo(1);
    drive(T + 3, 1, at -> new Body(at).reagent(40).speed(0));
    drive(T + 4, 1, at -> new Body(at).reagent(90));
    assertThat(count(Defect.REAGENT_RISES_MOVING)).isEqualTo(1);
  }

  @Test
  void coolantConstant() {
    drive(T, 3_601, at -> new Body(at).coolant(85));
    assertThat(count(Defect.COOLANT_CONSTANT)).isZero();
    drive(T + 3_601, 1, at -> new Body(at).coolant(85));
    assertThat(count(Defect.COOLANT_CONSTANT)).isEqualTo(3_602);
  }

  @Test
  void replayed() {
    drive(T, 61, at -> new Body(T));
    assertThat(count(Defect.REPLAYED)).isZero();
    drive(T + 61, 1, at -> new Body(T));
    assertThat(count(Defect.REPLAYED)).isEqualTo(62);
  }

  @Test
  void aParkedTruckRepeatsItself() {
    drive(T, 300, at -> new Body(T).speed(0).rpm(0).fuel(0));
    DayQuality quality = day.measured();
    assertThat(quality.of(Indicator.ACCURACY)).isEqualTo(new Ratio(300, 300));
    assertThat(quality.of(Indicator.TRANSMISSION)).isEqualTo(Ratio.NONE);
  }

  @Test
  void classesAddUpWhatTheyHold() {
    drive(T, 10, at -> new Body(at).rpm(399).u8(13, 0xFF));
    DayQuality quality = day.measured();
    assertThat(quality.classes().get(DefectClass.OUTLIER)).isEqualTo(new Ratio(10, 10));
    assertThat(quality.classes().get(DefectClass.MUTATION)).isEqualTo(new Ratio(0, 10));
    assertThat(quality.classes().get(DefectClass.INVALID)).isEqualTo(new Ratio(10, 80));
    assertThat(List.of(Defect.values()))
        .allSatisfy(defect -> assertThat(quality.defects()).containsKey(defect));
  }
}

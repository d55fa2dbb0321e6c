package lantian.obd.quality;

import java.util.EnumMap;
import java.util.Map;
import lantian.obd.chunk.ItemReading;
import lantian.obd.chunk.MergedItems;
import lantian.obd.chunk.PacketRef;
import lantian.obd.packet.ItemType;

/**
 * Measures the data quality of one vehicle-day from its merged items, in their order (数据质量计算).
 *
 * <p>What comes out is a function of the stored copies and the limits. A day stands for itself:
 * what happened at the end of the day before is not known here, so up to a gap's length of seconds
 * after midnight is not expected.
 */
public final class DayMeasure {
  private static final int OBD = 0x01;
  private static final int STREAM = 0x02;
  private static final int TWC = 0x03;
  private static final int TWC_NOX = 0x05;

  private final QualityLimits limits;
  private final Flows flows;
  private final EngineOn engine;
  private final Validity validity;
  private final Plausibility plausibility;
  private final Sample sample = new Sample();
  private final long timelyMillis;
  private final long reissueMillis;
  private long lastSecond = Long.MIN_VALUE;
  private boolean obd;
  private long received;
  private long timely;
  private long proven;
  private long conflicts;
  private long moving;

  /**
   * @param limits what holds on the day
   * @param from first epoch second of the day
   * @param to first epoch second of the next day
   */
  public DayMeasure(QualityLimits limits, long from, long to) {
    this(limits, from, to, (kind, first, last) -> {});
  }

  /**
   * As above, with someone who hears which seconds are missing.
   *
   * @param gaps told of every gap, in the order of their ends
   */
  public DayMeasure(QualityLimits limits, long from, long to, Gap.Taker gaps) {
    this.limits = limits;
    this.flows = new Flows(limits, from, to);
    this.engine = new EngineOn(limits.whole(Bound.TRIP_GAP), gaps);
    this.validity = new Validity(limits);
    this.plausibility = new Plausibility(limits);
    this.timelyMillis = limits.raw(Bound.TIMELY, 1_000);
    this.reissueMillis = limits.raw(Bound.REISSUE, 3_600_000);
  }

  /** Takes the item at which the cursor stands. */
  public void take(MergedItems items) {
    int type = items.type();
    if (ItemType.mark(type) || (items.settled() && items.untimed())) {
      return;
    }
    long second = items.second();
    PacketRef packet = items.earliest();
    flows.take(packet, second);
    obd |= type == OBD;
    // A vehicle has one kind of stream; if it sends several, the least type stands for the second.
    if ((type == STREAM || type == TWC || type == TWC_NOX) && second != lastSecond) {
      lastSecond = second;
      sample(items, packet);
    }
  }

  private void sample(MergedItems items, PacketRef packet) {
    long second = items.second();
    long late = packet.receivedMillis() - second * 1_000;
    received++;
    timely += late <= timelyMillis ? 1 : 0;
    boolean came = late <= reissueMillis;
    boolean live = came && !packet.sent().reissue();
    if (!items.settled()) {
      conflicts++;
      engine.take(second, EngineOn.State.UNKNOWN, came, live);
      return;
    }
    ItemReading reading = items.reading();
    sample.set(reading, items.bytes(), items.offset(), items.length());
    proven += reading.verified() ? 1 : 0;
    moving += sample.speed > 0 ? 1 : 0;
    engine.take(second, sample.engine(), came, live);
    validity.take(reading, sample);
    plausibility.take(sample);
  }

  /** The day's quality; asked once, at the end. */
  public DayQuality quality() {
    engine.end();
    plausibility.end();
    Map<Indicator, Ratio> indicators = new EnumMap<>(Indicator.class);
    long online = flows.packets() > 0 ? 1 : 0;
    long driving = moving >= limits.whole(Bound.DRIVING) ? 1 : 0;
    indicators.put(Indicator.ONLINE, new Ratio(online, online));
    indicators.put(Indicator.TRANSMISSION, new Ratio(engine.came(), engine.expected()));
    indicators.put(Indicator.LOSS, flows.loss());
    indicators.put(Indicator.VALIDITY, validity.all());
    indicators.put(Indicator.ACCURACY, plausibility.accuracy());
    indicators.put(Indicator.TIMELINESS, new Ratio(timely, received));
    indicators.put(Indicator.OBD_DAILY, new Ratio(obd ? driving : 0, driving));
    indicators.put(
        Indicator.REISSUE,
        new Ratio(engine.came() - engine.live(), engine.expected() - engine.live()));
    return new DayQuality(
        limits.id(),
        indicators,
        validity.fields(),
        classes(),
        plausibility.defects(),
        new DayQuality.Counts(
            flows.packets(),
            proven,
            conflicts,
            engine.gaps(),
            engine.silences(),
            engine.silentSeconds(),
            moving));
  }

  private Map<DefectClass, Ratio> classes() {
    Map<DefectClass, Ratio> classes = new EnumMap<>(DefectClass.class);
    Ratio valid = validity.all();
    long lost = engine.expected() - engine.came();
    classes.put(DefectClass.LOST, new Ratio(lost, engine.expected()));
    classes.put(
        DefectClass.INVALID,
        new Ratio(valid.denominator() - valid.numerator(), valid.denominator()));
    classes.put(DefectClass.OUTLIER, plausibility.of(DefectClass.OUTLIER));
    classes.put(DefectClass.MUTATION, plausibility.of(DefectClass.MUTATION));
    return classes;
  }
}

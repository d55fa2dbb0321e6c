package lantian.deploy.simulate.world;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.random.RandomGenerator;
import lantian.deploy.simulate.truck.Fault;
import lantian.proto.CityTime;
import org.jspecify.annotations.Nullable;

/** What the clock of a terminal shows (终端时钟), and when its packets come to the platform. */
final class Clock {
  private static final int TIME = 6;
  private static final int HOUR_AT = 3;
  private static final int HOUR = 3_600;

  /** 18 November 2020, 17:20: what one firmware says that does not know. */
  private static final byte[] SUBSTITUTE = {20, 11, 18, 17, 20, 0};

  /** What a clock without battery shows when power comes: the year of its make. */
  private static final int[] FIRST_YEARS = {2000, 2010, 2015};

  private static final byte[][] NO_TIMES = {
    {0, 0, 0, 0, 0, 0}, {-1, -1, -1, -1, -1, -1}, {27, 13, 1, 0, 0, 0}, {27, 2, 30, 25, 61, 0}
  };

  private enum Style {
    SUBSTITUTE,
    BEGINS_ANEW,
    NO_TIME,
    AHEAD
  }

  private final @Nullable Fault fault;
  private final @Nullable Habit habit;
  private final RandomGenerator random;
  private final Style style;
  private final int firstYear;
  private final byte[] noTime;
  private final int ahead;
  private final boolean noonIsTwelve;
  private final int late;
  private boolean wrong;
  private long powered;
  private long networkAt;
  private int held;

  Clock(@Nullable Fault fault, @Nullable Habit habit, RandomGenerator random) {
    this.fault = fault;
    this.habit = habit;
    this.random = random;
    Style[] styles = Style.values();
    this.style = styles[random.nextInt(habit == Habit.CLOCK_LATE ? 3 : styles.length)];
    this.firstYear = FIRST_YEARS[random.nextInt(FIRST_YEARS.length)];
    this.noTime = NO_TIMES[random.nextInt(NO_TIMES.length)];
    // From an hour to a year, each order of magnitude as likely as the next.
    this.ahead = (int) (HOUR * Math.pow(8_760, random.nextDouble()));
    this.noonIsTwelve = random.nextBoolean();
    this.late = late();
  }

  private int late() {
    return switch (habit) {
      case CLOCK_FAST -> -5 - random.nextInt(235);
      case CLOCK_SLOW -> random.nextInt(4) == 0 ? 8 * HOUR : 3 + random.nextInt(3 * HOUR);
      case null, default -> 0;
    };
  }

  /** Power comes at this second, and the engine is started at that one. */
  void start(long power, long engine) {
    powered = power;
    wrong = has(Fault.Kind.CLOCK_WRONG, engine) && random.nextDouble() < magnitude();
    if (habit == Habit.HELD_BACK && engine > networkAt && random.nextInt(6) == 0) {
      networkAt = engine + 4 * HOUR + random.nextInt(10 * HOUR);
      held = 0;
    }
  }

  /** How long before the engine is started the terminal has power and no right time, seconds. */
  int waits(long rest) {
    if (habit != Habit.CLOCK_LATE) {
      return 0;
    }
    // Now and then the truck stands where no satellite is seen.
    int wait = random.nextInt(20) == 0 ? 300 + random.nextInt(1_200) : 10 + random.nextInt(110);
    return (int) Math.min(wait, rest - 60);
  }

  /** When a packet comes whose last item is of this second by the terminal's clock. */
  long received(long second) {
    if (second < networkAt) {
      return networkAt + held++ / 2;
    }
    return second + late + 1 + random.nextInt(3);
  }

  /**
   * The six bytes of time of a packet collected from this second on; null if they are right.
   *
   * @param waiting true before the first satellites
   */
  byte @Nullable [] shows(long second, boolean waiting) {
    if (has(Fault.Kind.CLOCK_TWELVE, second)) {
      byte[] time = bytes(second);
      int hour = time[HOUR_AT] % 12;
      time[HOUR_AT] = (byte) (noonIsTwelve && hour == 0 ? 12 : hour);
      return time;
    }
    if (!wrong && !waiting) {
      return null;
    }
    return switch (style) {
      case SUBSTITUTE -> SUBSTITUTE.clone();
      case NO_TIME -> noTime.clone();
      case AHEAD -> bytes(second + ahead);
      case BEGINS_ANEW -> bytes(begin() + second - powered);
    };
  }

  private long begin() {
    return ZonedDateTime.of(firstYear, 1, 1, 0, 0, 0, 0, CityTime.ZONE).toEpochSecond();
  }

  private boolean has(Fault.Kind kind, long second) {
    return fault != null
        && fault.kind() == kind
        && second >= fault.fromSecond()
        && second < fault.untilSecond();
  }

  private double magnitude() {
    return fault == null ? 0 : fault.magnitude();
  }

  private static byte[] bytes(long second) {
    ZonedDateTime at = Instant.ofEpochSecond(second).atZone(CityTime.ZONE);
    return ByteBuffer.allocate(TIME)
        .put((byte) (at.getYear() - 2000))
        .put((byte) at.getMonthValue())
        .put((byte) at.getDayOfMonth())
        .put((byte) at.getHour())
        .put((byte) at.getMinute())
        .put((byte) at.getSecond())
        .array();
  }
}

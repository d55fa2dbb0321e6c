package lantian.obd.store;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import lantian.proto.CityTime;
import lantian.proto.Vin;

/**
 * One vehicle and one city day (车辆日).
 *
 * @param vin the vehicle
 * @param day number of the day, see {@link CityTime#dayNumber}
 */
record DayKey(Vin vin, int day) {
  /** Length of {@link #key()} in bytes. */
  static final int LENGTH = Vin.LENGTH + 4;

  static DayKey of(byte[] key) {
    int date = ByteBuffer.wrap(key).getInt(Vin.LENGTH);
    LocalDate day = LocalDate.of(date / 10_000, date / 100 % 100, date % 100);
    return new DayKey(Vin.of(key, 0), Math.toIntExact(day.toEpochDay()));
  }

  /** VIN and yyyymmdd; orders by vehicle, then day. */
  byte[] key() {
    LocalDate date = LocalDate.ofEpochDay(day);
    int number = date.getYear() * 10_000 + date.getMonthValue() * 100 + date.getDayOfMonth();
    return ByteBuffer.allocate(LENGTH).put(vin.bytes()).putInt(number).array();
  }

  /** First epoch second of the day. */
  long start() {
    return CityTime.startOf(day);
  }

  /** First epoch second of the next day. */
  long end() {
    return CityTime.startOf(day + 1);
  }
}

package lantian.obd.quality;

import lantian.obd.chunk.ItemReading;
import lantian.obd.packet.Signal;

/**
 * A stream item as the indicators see it (数据样本): raw words, {@link #NONE} where there is no
 * measurement. One object for one sample after the other.
 */
final class Sample {
  /** No measurement. */
  static final int NONE = -1;

  private static final int UNLOCATED = 1;
  private static final int SOUTH = 2;
  private static final int WEST = 4;

  long second;
  int type;
  int speed;
  int engineSpeed;
  int torque;
  int fuelRate;
  int noxUp;
  int noxDown;
  int scrIn;
  int scrOut;
  int reagent;
  int coolant;
  long odometer;
  boolean located;
  long longitude;
  long latitude;
  byte[] bytes = new byte[0];
  int offset;
  int length;

  /** Turns to a stream item; the bytes are only read while it stands there. */
  void set(ItemReading reading, byte[] bytes, int offset, int length) {
    second = reading.second();
    type = reading.type();
    this.bytes = bytes;
    this.offset = offset;
    this.length = length;
    speed = word(reading, Signal.SPEED);
    engineSpeed = word(reading, Signal.ENGINE_SPEED);
    torque = word(reading, Signal.NET_TORQUE);
    fuelRate = word(reading, Signal.FUEL_RATE);
    noxUp = word(reading, Signal.NOX_UPSTREAM);
    noxDown = word(reading, Signal.NOX_DOWNSTREAM);
    scrIn = word(reading, Signal.SCR_INLET_TEMPERATURE);
    scrOut = word(reading, Signal.SCR_OUTLET_TEMPERATURE);
    reagent = word(reading, Signal.REAGENT_LEVEL);
    coolant = word(reading, Signal.COOLANT_TEMPERATURE);
    odometer = reading.usable(Signal.ODOMETER) ? reading.raw(Signal.ODOMETER) : NONE;
    long state = reading.raw(Signal.LOCATION_STATE);
    located =
        (state & UNLOCATED) == 0
            && reading.usable(Signal.LONGITUDE)
            && reading.usable(Signal.LATITUDE);
    longitude = located ? signed(reading.raw(Signal.LONGITUDE), state, WEST) : 0;
    latitude = located ? signed(reading.raw(Signal.LATITUDE), state, SOUTH) : 0;
  }

  private static int word(ItemReading reading, Signal signal) {
    return reading.usable(signal) ? (int) reading.raw(signal) : NONE;
  }

  private static long signed(long raw, long state, int other) {
    return (state & other) == 0 ? raw : -raw;
  }

  EngineOn.State engine() {
    if (engineSpeed == NONE) {
      return EngineOn.State.UNKNOWN;
    }
    return engineSpeed > 0 ? EngineOn.State.RUNNING : EngineOn.State.STANDING;
  }
}

package lantian.obd.rule;

import lantian.obd.packet.Iccid;
import lantian.obd.packet.ObdBlock;
import lantian.obd.packet.Signal;
import org.jspecify.annotations.Nullable;

/** An item's bytes as the judge reads them, in tests. */
final class BodyReading implements Reading {
  private final NaiveItem item;

  BodyReading(NaiveItem item) {
    this.item = item;
  }

  @Override
  public long second() {
    return item.second();
  }

  @Override
  public int type() {
    return item.type();
  }

  @Override
  public boolean verified() {
    return item.trust() > 0;
  }

  @Override
  public long raw(Signal signal) {
    int offset = offset(signal);
    if (offset < 0) {
      return -1;
    }
    long raw = 0;
    for (int i = 0; i < signal.width(); i++) {
      raw = (raw << 8) | (item.body()[offset + i] & 0xFF);
    }
    return raw;
  }

  /**
   * Where the signal stands; only engine speed matters of types 0x03 and 0x05, of an alarm its
   * place.
   */
  private int offset(Signal signal) {
    if (item.type() == 2) {
      int offset = 0;
      for (Signal before : Signal.values()) {
        if (before == signal) {
          return offset;
        }
        offset += before.width();
      }
    }
    if (item.type() == 255) {
      return switch (signal) {
        case LOCATION_STATE -> 0;
        case LONGITUDE -> 1;
        case LATITUDE -> 5;
        default -> -1;
      };
    }
    return signal == Signal.ENGINE_SPEED && item.carriesEngineSpeed() ? 5 : -1;
  }

  @Override
  public boolean usable(Signal signal) {
    long raw = raw(signal);
    if (signal == Signal.LONGITUDE || signal == Signal.LATITUDE) {
      return raw >= 0 && raw <= (signal == Signal.LONGITUDE ? 180_000_000 : 90_000_000);
    }
    return raw >= 0 && (signal.width() == 1 ? raw <= 0xFA : raw < most(signal));
  }

  @Override
  public boolean saturated(Signal signal) {
    return signal.width() > 1 && raw(signal) == most(signal);
  }

  private static long most(Signal signal) {
    return signal.width() == 2 ? 0xFAFF : 0xFAFFFFFFL;
  }

  @Override
  public double value(Signal signal) {
    if (!usable(signal)) {
      throw new IllegalStateException(signal + " is not usable");
    }
    return raw(signal) * signal.scale() + signal.offset();
  }

  @Override
  public int mil() {
    return item.type() == 1 ? item.mil() : -1;
  }

  @Override
  public int dtcCount() {
    return item.type() == 1 ? item.dtcCount() : -1;
  }

  @Override
  public long sender() {
    return Iccid.digest(item.card());
  }

  @Override
  public long clock() {
    return item.type() == 0 ? new java.math.BigInteger(item.body()).longValue() : 0;
  }

  @Override
  public @Nullable ObdBlock block() {
    return item.type() == 1 ? new ObdBlock(item.body(), 0) : null;
  }
}

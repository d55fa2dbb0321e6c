package lantian.obd.read;

import lantian.obd.packet.Field;
import lantian.obd.packet.ItemType;
import lantian.obd.packet.Quality;
import lantian.obd.packet.Signal;
import lantian.obd.packet.SupplementField;
import org.jspecify.annotations.Nullable;

/**
 * A field by its name in the decode output, wherever it stands: {@code engineRpm} is the same in a
 * diesel stream and in that of a catalyst. Counts qualities as it reads.
 */
final class ChartField {
  private final String key;
  private final String unit;
  private final @Nullable Field[] byType = new Field[256];
  private final @Nullable Field[] stateByType = new Field[256];
  private final int[] qualities = new int[5];

  /** The field with this name; throws {@link IllegalArgumentException} naming the known ones. */
  ChartField(String key) {
    this.key = key;
    String found = null;
    for (int type : Tables.types()) {
      Field field = Tables.find(type, key);
      byType[type] = field;
      stateByType[type] = Tables.find(type, Signal.LOCATION_STATE.key());
      found = field == null ? found : field.word().unit();
    }
    if (found == null) {
      throw new IllegalArgumentException("no field " + key + "; known are " + Tables.known());
    }
    unit = found;
  }

  boolean standsIn(int type) {
    return byType[type] != null;
  }

  /** The field in a body of this type and length, null if it does not stand there. */
  @Nullable Field in(int type, int length) {
    boolean vendor = type == ItemType.SUPPLEMENT && length != SupplementField.SIZE;
    return vendor ? null : byType[type];
  }

  /** Value of the field in a body; NaN if it is no measurement, which is counted by its quality. */
  double read(int type, Field field, byte[] bytes, int body) {
    long raw = field.raw(bytes, body);
    Quality quality = field.word().quality(raw);
    qualities[index(quality)]++;
    return quality == Quality.VALID
        ? field.word().value(raw) * Tables.sign(field, stateByType[type], bytes, body)
        : Double.NaN;
  }

  private static int index(Quality quality) {
    return switch (quality) {
      case VALID -> 0;
      case INVALID -> 1;
      case ERROR_INDICATOR -> 2;
      case OUT_OF_RANGE -> 3;
      case SATURATED -> 4;
    };
  }

  Telemetry.Field column(double[] min, double[] max) {
    Telemetry.Quality quality =
        new Telemetry.Quality(qualities[0], qualities[1], qualities[2], qualities[3], qualities[4]);
    return new Telemetry.Field(key, unit, min, max, quality);
  }
}

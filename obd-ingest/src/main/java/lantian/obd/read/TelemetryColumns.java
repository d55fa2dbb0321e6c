package lantian.obd.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import lantian.obd.chunk.MergedItems;
import lantian.obd.packet.Field;
import lantian.proto.Origin;

/** Gathers merged items into the rows of a chart (遥测降采样). */
final class TelemetryColumns {
  private static final int FIRST_ROOM = 1024;

  private final long from;
  private final int step;
  private final List<ChartField> fields;
  private final double[][] min;
  private final double[][] max;
  private final EnumSet<Origin> origins = EnumSet.noneOf(Origin.class);
  private long[] seconds = new long[FIRST_ROOM];
  private int rows;
  private int items;
  private int verified;
  private int conflicts;

  TelemetryColumns(long from, int step, List<ChartField> fields) {
    this.from = from;
    this.step = step;
    this.fields = fields;
    this.min = new double[fields.size()][FIRST_ROOM];
    this.max = new double[fields.size()][FIRST_ROOM];
  }

  /** Takes every item of a type that one of the fields stands in. */
  void take(MergedItems all) {
    int type;
    while (all.next()) {
      type = all.type();
      if (!asked(type)) {
        continue;
      }
      if (!all.settled()) {
        conflicts++;
        continue;
      }
      items++;
      verified += all.trust().verified() ? 1 : 0;
      origins.add(all.origin());
      int row = row(all.second());
      for (int f = 0; f < min.length; f++) {
        Field field = fields.get(f).in(type, all.length());
        if (field != null) {
          value(f, field, all, row);
        }
      }
    }
  }

  private boolean asked(int type) {
    for (ChartField field : fields) {
      if (field.standsIn(type)) {
        return true;
      }
    }
    return false;
  }

  private void value(int column, Field field, MergedItems item, int row) {
    double value = fields.get(column).read(item.type(), field, item.bytes(), item.offset());
    if (!Double.isNaN(value)) {
      min[column][row] = Math.min(min[column][row], value);
      max[column][row] = Math.max(max[column][row], value);
    }
  }

  /** The row of a second, added if it is new; items come in order. */
  private int row(long second) {
    long start = from + Math.floorDiv(second - from, (long) step) * step;
    if (rows > 0 && seconds[rows - 1] == start) {
      return rows - 1;
    }
    if (rows == seconds.length) {
      grow(rows * 2);
    }
    seconds[rows] = start;
    for (int f = 0; f < min.length; f++) {
      min[f][rows] = Double.POSITIVE_INFINITY;
      max[f][rows] = Double.NEGATIVE_INFINITY;
    }
    return rows++;
  }

  private void grow(int room) {
    seconds = Arrays.copyOf(seconds, room);
    for (int f = 0; f < min.length; f++) {
      min[f] = Arrays.copyOf(min[f], room);
      max[f] = Arrays.copyOf(max[f], room);
    }
  }

  Telemetry telemetry() {
    List<Telemetry.Field> columns = new ArrayList<>();
    for (int f = 0; f < min.length; f++) {
      double[] least = Arrays.copyOf(min[f], rows);
      double[] greatest = Arrays.copyOf(max[f], rows);
      for (int row = 0; row < rows; row++) {
        if (least[row] > greatest[row]) {
          least[row] = Double.NaN;
          greatest[row] = Double.NaN;
        }
      }
      columns.add(fields.get(f).column(least, greatest));
    }
    return new Telemetry(
        step, Arrays.copyOf(seconds, rows), columns, items, verified, conflicts, origins);
  }
}

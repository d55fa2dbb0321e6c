package lantian.desk.route;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import lantian.obd.read.Telemetry;
import lantian.proto.Origin;

/** Puts the pieces of a curve together that the caller may see (曲线拼接). */
final class Curve {
  private Curve() {}

  /** One curve of pieces that follow each other; there is at least one. */
  static Telemetry of(List<Telemetry> pieces) {
    if (pieces.size() == 1) {
      return pieces.getFirst();
    }
    Telemetry first = pieces.getFirst();
    List<Telemetry.Field> fields = new ArrayList<>();
    for (int i = 0; i < first.fields().size(); i++) {
      int at = i;
      fields.add(field(pieces.stream().map(piece -> piece.fields().get(at)).toList()));
    }
    Set<Origin> origins = EnumSet.noneOf(Origin.class);
    pieces.forEach(piece -> origins.addAll(piece.origins()));
    return new Telemetry(
        first.step(),
        pieces.stream().flatMapToLong(piece -> Arrays.stream(piece.seconds())).toArray(),
        fields,
        sum(pieces, Telemetry::items),
        sum(pieces, Telemetry::verified),
        sum(pieces, Telemetry::conflicts),
        origins);
  }

  private static Telemetry.Field field(List<Telemetry.Field> pieces) {
    List<Telemetry.Quality> quality = pieces.stream().map(Telemetry.Field::quality).toList();
    return new Telemetry.Field(
        pieces.getFirst().name(),
        pieces.getFirst().unit(),
        column(pieces, Telemetry.Field::min),
        column(pieces, Telemetry.Field::max),
        new Telemetry.Quality(
            sum(quality, Telemetry.Quality::usable),
            sum(quality, Telemetry.Quality::invalid),
            sum(quality, Telemetry.Quality::error),
            sum(quality, Telemetry.Quality::outOfRange),
            sum(quality, Telemetry.Quality::saturated)));
  }

  private static double[] column(
      List<Telemetry.Field> pieces, Function<Telemetry.Field, double[]> column) {
    return pieces.stream().flatMapToDouble(piece -> Arrays.stream(column.apply(piece))).toArray();
  }

  private static <T> int sum(List<T> pieces, ToIntFunction<T> count) {
    return pieces.stream().mapToInt(count).sum();
  }
}

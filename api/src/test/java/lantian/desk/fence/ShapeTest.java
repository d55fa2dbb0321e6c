package lantian.desk.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** What is a fence, and what is inside it. */
class ShapeTest {
  private static final List<List<Double>> SQUARE =
      List.of(at(0, 0), at(4, 0), at(4, 4), at(0, 4), at(0, 0));

  @Test
  void aSquareWithAHoleHoldsWhatIsBetween() throws Exception {
    List<List<Double>> hole = List.of(at(1, 1), at(3, 1), at(3, 3), at(1, 3), at(1, 1));
    Shape shape = Shape.read("Polygon", List.of(SQUARE, hole));
    assertThat(shape.holds(0.5, 0.5)).isTrue();
    assertThat(shape.holds(2, 2)).isFalse();
    assertThat(shape.holds(5, 2)).isFalse();
    Shape two = Shape.read("MultiPolygon", List.of(List.of(SQUARE), List.of(moved(SQUARE, 10))));
    assertThat(two.holds(2, 2)).isTrue();
    assertThat(two.holds(12, 2)).isTrue();
    assertThat(two.holds(7, 2)).isFalse();
    assertThat(two.coordinates()).hasSize(2);
  }

  @Test
  void anOpenCrossedOrShortRingIsNone() {
    assertThat(fault("Polygon", List.of(SQUARE.subList(0, 4)))).isEqualTo("OPEN /coordinates/0");
    List<List<Double>> bow = List.of(at(0, 0), at(4, 4), at(4, 0), at(0, 4), at(0, 0));
    assertThat(fault("Polygon", List.of(bow))).isEqualTo("CROSSES /coordinates/0/2");
    List<List<Double>> back = List.of(at(0, 0), at(4, 0), at(2, 0), at(2, 3), at(0, 0));
    assertThat(fault("Polygon", List.of(back))).isEqualTo("CROSSES /coordinates/0/1");
    List<List<Double>> twice = List.of(at(0, 0), at(4, 0), at(4, 0), at(2, 3), at(0, 0));
    assertThat(fault("Polygon", List.of(twice))).isEqualTo("CROSSES /coordinates/0/1");
    List<List<Double>> touching =
        List.of(at(0, 0), at(4, 0), at(4, 4), at(2, 0), at(0, 4), at(0, 0));
    assertThat(fault("Polygon", List.of(touching))).startsWith("CROSSES");
    assertThat(fault("Polygon", List.of(List.of(at(0, 0), at(1, 1), at(0, 0)))))
        .isEqualTo("POINTS /coordinates/0");
  }

  @Test
  void onlyPlacesOnEarthAndOnlyNumbers() {
    assertThat(fault("Polygon", List.of(replaced(at(181, 0)))))
        .isEqualTo("POSITION /coordinates/0/1");
    assertThat(fault("Polygon", List.of(replaced(at(0, -91)))))
        .isEqualTo("POSITION /coordinates/0/1");
    assertThat(fault("Polygon", List.of(replaced(at(Double.NaN, 0))))).startsWith("POSITION");
    assertThat(fault("Polygon", List.of(replaced(List.of("4", "0"))))).startsWith("POSITION");
    assertThat(fault("Polygon", List.of(replaced(List.of(4.0))))).startsWith("POSITION");
    assertThat(fault("Polygon", List.of(replaced("x")))).startsWith("LIST");
    assertThat(fault("Polygon", "x")).isEqualTo("LIST /coordinates");
    assertThat(fault("Polygon", List.of())).isEqualTo("EMPTY /coordinates");
    assertThat(fault("MultiPolygon", List.of())).isEqualTo("SIZE /coordinates");
    assertThat(fault("Point", at(1, 1))).isEqualTo("TYPE /type");
  }

  @Test
  void soManyPointsAndNoMore() throws Exception {
    assertThat(Shape.read("Polygon", List.of(circle(Shape.MOST_POINTS))).polygons()).hasSize(1);
    assertThat(fault("Polygon", List.of(circle(Shape.MOST_POINTS + 1)))).startsWith("POINTS");
    List<List<List<Double>>> many = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      many.add(moved(circle(Shape.MOST_POINTS - 1), i * 20.0));
    }
    assertThat(fault("MultiPolygon", many.stream().map(List::of).toList())).startsWith("SIZE");
  }

  /** A star seen from its middle crosses nothing, and holds what is nearer than its edge. */
  @RepeatedTest(50)
  void aStarIsAFence(RepetitionInfo seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed.getCurrentRepetition());
    int count = 5 + random.nextInt(60);
    List<List<Double>> star = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double far = 1 + random.nextDouble();
      double angle = 2 * Math.PI * i / count;
      star.add(at(far * Math.cos(angle), far * Math.sin(angle)));
    }
    star.add(star.getFirst());
    Shape shape = Shape.read("Polygon", List.of(star));
    assertThat(shape.holds(0.01, 0.02)).isTrue();
    assertThat(shape.holds(2.1, 0)).isFalse();
  }

  private static List<Double> at(double lon, double lat) {
    return List.of(lon, lat);
  }

  private static List<Object> replaced(Object second) {
    List<Object> ring = new ArrayList<>(SQUARE);
    ring.set(1, second);
    return ring;
  }

  private static List<List<Double>> moved(List<List<Double>> ring, double east) {
    return ring.stream().map(spot -> at(spot.get(0) + east, spot.get(1))).toList();
  }

  private static List<List<Double>> circle(int points) {
    List<List<Double>> ring = new ArrayList<>();
    for (int i = 0; i < points - 1; i++) {
      double angle = 2 * Math.PI * i / (points - 1);
      ring.add(at(5 * Math.cos(angle), 5 * Math.sin(angle)));
    }
    ring.add(ring.getFirst());
    return ring;
  }

  private static @Nullable String fault(String type, Object coordinates) {
    Shape.Fault fault =
        catchThrowableOfType(Shape.Fault.class, () -> Shape.read(type, coordinates));
    return fault == null ? null : fault.code() + " " + fault.pointer();
  }
}

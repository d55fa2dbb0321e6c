package lantian.desk.fence;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of the world (围栏范围): polygons with holes, as GeoJSON (RFC 7946) has them.
 *
 * @param polygons each a ring, and the rings that are cut out of it
 */
public record Shape(List<List<Ring>> polygons) {
  /** Points of one fence, at most. */
  public static final int MOST_POINTS = 2_000;

  /** Rings of one fence, at most. */
  static final int MOST_RINGS = 50;

  /** What is wrong with coordinates, and where they are wrong. */
  public static final class Fault extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final String zh;
    private final String pointer;

    Fault(String pointer, String code, String zh, String en) {
      super(en, null, false, false);
      this.pointer = pointer;
      this.code = code;
      this.zh = zh;
    }

    /** Word for programs. */
    public String code() {
      return code;
    }

    /** What to do about it, Chinese. */
    public String zh() {
      return zh;
    }

    /** The same in English. */
    public String en() {
      return String.valueOf(getMessage());
    }

    /** Where, as a JSON pointer into the geometry. */
    public String pointer() {
      return pointer;
    }
  }

  /** Copies the lists. */
  public Shape {
    polygons = polygons.stream().map(List::copyOf).toList();
  }

  /**
   * Reads a geometry.
   *
   * @param type Polygon or MultiPolygon
   * @param coordinates lists of lists of numbers, as they came
   */
  public static Shape read(Object type, Object coordinates) throws Fault {
    List<List<Ring>> polygons = new ArrayList<>();
    if ("Polygon".equals(type)) {
      polygons.add(polygon(coordinates, "/coordinates"));
    } else if ("MultiPolygon".equals(type)) {
      List<?> all = list(coordinates, "/coordinates");
      for (int i = 0; i < Math.min(all.size(), MOST_RINGS + 1); i++) {
        polygons.add(polygon(all.get(i), "/coordinates/" + i));
      }
    } else {
      throw new Fault(
          "/type", "TYPE", "围栏须为 Polygon 或 MultiPolygon", "a fence is a Polygon or MultiPolygon");
    }
    Shape shape = new Shape(polygons);
    if (shape.rings() == 0 || shape.rings() > MOST_RINGS || shape.points() > MOST_POINTS) {
      throw new Fault(
          "/coordinates",
          "SIZE",
          "一个围栏须有1至" + MOST_RINGS + "个环，最多" + MOST_POINTS + "个点，请简化边界",
          "a fence has 1 to "
              + MOST_RINGS
              + " rings and "
              + MOST_POINTS
              + " points at most;"
              + " simplify it");
    }
    return shape;
  }

  private static List<Ring> polygon(Object coordinates, String at) throws Fault {
    List<?> rings = list(coordinates, at);
    List<Ring> polygon = new ArrayList<>();
    for (int i = 0; i < Math.min(rings.size(), MOST_RINGS + 1); i++) {
      polygon.add(ring(rings.get(i), at + "/" + i));
    }
    if (polygon.isEmpty()) {
      throw new Fault(at, "EMPTY", "多边形没有边界", "the polygon has no ring");
    }
    return polygon;
  }

  private static Ring ring(Object coordinates, String at) throws Fault {
    List<?> given = list(coordinates, at);
    if (given.size() < 4 || given.size() > MOST_POINTS) {
      throw new Fault(
          at,
          "POINTS",
          "一个环须有4至" + MOST_POINTS + "个点（首尾相同）",
          "a ring has 4 to " + MOST_POINTS + " points, the last the same as the first");
    }
    List<Ring.Spot> spots = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      spots.add(spot(given.get(i), at + "/" + i));
    }
    if (!spots.getFirst().equals(spots.getLast())) {
      throw new Fault(
          at, "OPEN", "环未闭合：末点须与首点相同", "the ring is open: its last point must be its first");
    }
    Ring ring = new Ring(spots);
    Integer crossing = ring.crossing();
    if (crossing != null) {
      throw new Fault(
          at + "/" + crossing,
          "CROSSES",
          "边界在此与自身相交或重复",
          "the ring crosses, touches or repeats itself here");
    }
    return ring;
  }

  private static Ring.Spot spot(Object coordinates, String at) throws Fault {
    List<?> pair = list(coordinates, at);
    if ((pair.size() == 2 || pair.size() == 3)
        && pair.get(0) instanceof Number lon
        && pair.get(1) instanceof Number lat
        && Math.abs(lon.doubleValue()) <= 180
        && Math.abs(lat.doubleValue()) <= 90) {
      return new Ring.Spot(lon.doubleValue(), lat.doubleValue());
    }
    throw new Fault(
        at,
        "POSITION",
        "坐标须为 [经度, 纬度]，经度-180至180，纬度-90至90",
        "a position is [longitude, latitude], -180 to 180 and -90 to 90");
  }

  private static List<?> list(Object value, String at) throws Fault {
    if (value instanceof List<?> list) {
      return list;
    }
    throw new Fault(at, "LIST", "此处须为数组", "there must be a list here");
  }

  private int rings() {
    return polygons.stream().mapToInt(List::size).sum();
  }

  private int points() {
    return polygons.stream().flatMap(List::stream).mapToInt(ring -> ring.points().size()).sum();
  }

  /** True if a place is inside. */
  public boolean holds(double lon, double lat) {
    return polygons.stream()
        .anyMatch(rings ->
            rings.getFirst().holds(lon, lat)
                && rings.stream().skip(1).noneMatch(hole -> hole.holds(lon, lat)));
  }

  /** Coordinates of a MultiPolygon. */
  public List<List<List<List<Double>>>> coordinates() {
    return polygons.stream()
        .map(rings ->
            rings.stream()
                .map(ring ->
                    ring.points().stream().map(spot -> List.of(spot.lon(), spot.lat())).toList())
                .toList())
        .toList();
  }
}

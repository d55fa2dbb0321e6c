package lantian.deploy.simulate.truck;

/**
 * A sketched round trip through Suzhou and its county towns (示意路线). Points lie near real roads but
 * do not follow them; good for a map, not for geometry.
 */
final class Route {
  /** Longitude and latitude in degrees WGS-84. */
  private static final double[][] POINTS = {
    {120.585, 31.299}, {120.640, 31.318}, {120.705, 31.333}, {120.790, 31.352},
    {120.880, 31.365}, {120.955, 31.385}, {121.020, 31.430}, {121.100, 31.458},
    {121.160, 31.530}, {121.130, 31.610}, {121.030, 31.640}, {120.930, 31.655},
    {120.830, 31.650}, {120.745, 31.655}, {120.660, 31.735}, {120.560, 31.865},
    {120.545, 31.760}, {120.600, 31.660}, {120.640, 31.560}, {120.625, 31.450},
    {120.600, 31.380}, {120.545, 31.320}, {120.560, 31.250}, {120.625, 31.180},
    {120.645, 31.140}, {120.700, 31.010}, {120.660, 30.930}, {120.620, 31.060},
    {120.640, 31.165}, {120.600, 31.245},
  };

  private static final double METRES_PER_DEGREE = 111_320;
  private static final double[] REACHED = distances();

  private final double offset;

  /** A trip that starts this many metres into the round. */
  Route(double offset) {
    this.offset = offset;
  }

  /** Longitude and latitude after this many metres. */
  double[] at(double metres) {
    double round = REACHED[POINTS.length];
    double along = (offset + metres) % round;
    int leg = 0;
    while (REACHED[leg + 1] < along) {
      leg++;
    }
    double share = (along - REACHED[leg]) / (REACHED[leg + 1] - REACHED[leg]);
    double[] from = POINTS[leg];
    double[] to = POINTS[(leg + 1) % POINTS.length];
    return new double[] {from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share};
  }

  private static double[] distances() {
    double[] reached = new double[POINTS.length + 1];
    for (int i = 0; i < POINTS.length; i++) {
      double[] from = POINTS[i];
      double[] to = POINTS[(i + 1) % POINTS.length];
      double east = (to[0] - from[0]) * Math.cos(Math.toRadians(from[1]));
      reached[i + 1] = reached[i] + METRES_PER_DEGREE * Math.hypot(east, to[1] - from[1]);
    }
    return reached;
  }
}

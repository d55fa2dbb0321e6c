package lantian.deploy.simulate.truck;

/** A tank that empties and is filled while the truck stands (油箱、反应剂罐). */
final class Tank {
  private static final double LOW = 0.12;

  private final double litres;
  private double content;

  /** A tank of this size, filled to a share of 0–1. */
  Tank(double litres, double share) {
    this.litres = litres;
    this.content = litres * share;
  }

  void take(double amount) {
    content = Math.max(0, content - amount);
  }

  /** Fills up if it is low; only called while the truck stands. */
  void fillIfLow() {
    if (content < LOW * litres) {
      content = litres * 0.97;
    }
  }

  double percent() {
    return 100 * content / litres;
  }
}

package lantian.deploy.simulate.truck;

/** A speed profile (行驶工况), second by second, without an end. */
@FunctionalInterface
public interface Drive {
  /** The motion of the next second. */
  Motion next();
}

package lantian.remote;

/**
 * Entry of the room for roadside remote sensing, black smoke and gate passages (遥感监测). Nothing is
 * received yet; see the module's README.
 */
public final class RemoteSensing {
  /** Name of the role that will start this room. */
  public static final String ROLE = "remote";

  private RemoteSensing() {}
}

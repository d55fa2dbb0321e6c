package lantian.deploy.simulate.world;

/** Takes the items of one truck in order (信息项接收). */
@FunctionalInterface
public interface Items {
  /**
   * One item.
   *
   * @param second collection time, epoch second
   * @param type info type
   * @param body its bytes, not to be changed
   */
  void item(long second, int type, byte[] body);
}

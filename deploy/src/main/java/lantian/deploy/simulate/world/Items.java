package lantian.deploy.simulate.world;

/** Takes the items of one truck in order (信息项接收). */
@FunctionalInterface
public interface Items {
  /**
   * One item.
   *
   * @param second collection time, epoch second
   * @param type info type
   * @param terminal which of the truck's terminals sent it, 1 for the filed one
   * @param body its bytes, not to be changed
   */
  void item(long second, int type, int terminal, byte[] body);
}

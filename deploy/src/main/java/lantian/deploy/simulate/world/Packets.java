package lantian.deploy.simulate.world;

/** Takes what the terminals of one truck send (报文接收), not always in the order of receipt. */
@FunctionalInterface
public interface Packets {
  /**
   * One frame.
   *
   * @param received when it comes to the platform, epoch second
   * @param terminal which of the truck's terminals sent it, 1 for the filed one
   * @param frame the whole frame, start marks to check byte, not to be changed
   */
  void packet(long received, int terminal, byte[] frame);
}

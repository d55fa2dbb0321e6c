package lantian.obd.packet;

/** Takes the items of a unit one by one, in the order of the wire, without objects. */
@FunctionalInterface
public interface ItemSink {
  /** No flow number of its own. */
  int NO_FLOW = -1;

  /**
   * One item.
   *
   * @param type info type code, 0x01–0xFE
   * @param index number of the item in the unit, from 0
   * @param flow its flow number, or {@link #NO_FLOW}
   * @param second its own collection time, or {@link WireTime#ILLEGAL} if the layout has none
   * @param body where the body begins in the frame's array
   * @param length length of the body in bytes, length word of a vendor block included
   */
  void item(int type, int index, int flow, long second, int body, int length);
}

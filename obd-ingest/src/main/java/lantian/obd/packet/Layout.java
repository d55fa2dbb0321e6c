package lantian.obd.packet;

/** How the items of a realtime unit are laid out (实时信息布局). In the order of spec clause 4.1. */
public enum Layout {
  /** time6, {type1, flow2, body}*. */
  GB_PER_ITEM(6),
  /** time6, type1, flow2, body, {type1, body}*. */
  GB_FIRST_ONLY(6),
  /** time6, flow2, {type1, body}*. */
  FLOW_FIRST(8),
  /** sendTime6, flow2, {type1, collectTime6, body}*, [sig66]. */
  HJ1239(8),
  /** time6, flow2, {type1, body, sig66}*. */
  FLOW_FIRST_ITEMSIG(8);

  private final int head;

  Layout(int head) {
    this.head = head;
  }

  /** Bytes before the first item. */
  int head() {
    return head;
  }

  /** True if the flow number stands in the head. */
  boolean headFlow() {
    return head == 8;
  }

  /** Bytes between type and body of the item with this number. */
  int gap(int index) {
    return switch (this) {
      case GB_PER_ITEM -> 2;
      case GB_FIRST_ONLY -> index == 0 ? 2 : 0;
      case FLOW_FIRST, FLOW_FIRST_ITEMSIG -> 0;
      case HJ1239 -> WireTime.SIZE;
    };
  }

  /** The layout that terminals of a profile usually send. */
  static Layout usual(Profile profile) {
    return switch (profile) {
      case HJ1239 -> HJ1239;
      case DRAFT2019 -> FLOW_FIRST_ITEMSIG;
      case GB17691, PLATFORM -> GB_PER_ITEM;
    };
  }
}

package lantian.obd.store;

import lantian.obd.packet.Layout;

/** Codes of layouts in stored packets; they never change their meaning. 0 stands for none. */
final class Layouts {
  private Layouts() {}

  static int code(Layout layout) {
    return switch (layout) {
      case GB_PER_ITEM -> 1;
      case GB_FIRST_ONLY -> 2;
      case FLOW_FIRST -> 3;
      case HJ1239 -> 4;
      case FLOW_FIRST_ITEMSIG -> 5;
    };
  }
}

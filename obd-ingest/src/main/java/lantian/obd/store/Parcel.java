package lantian.obd.store;

import lantian.obd.frame.Frame;
import lantian.obd.log.LogEntry;
import lantian.proto.Vin;

/**
 * A logged frame, or one nested in it, on its way to a vehicle (待投影报文).
 *
 * @param row number of the entry in its batch
 * @param entry where it stands in the log
 * @param frame the frame; the entry's own unless it was nested
 * @param vin the vehicle it claims
 */
record Parcel(int row, LogEntry entry, Frame frame, Vin vin) {
  /** Where the frame begins in the logged one, bytes; tells nested ones apart. */
  int nested() {
    return frame.offset() - entry.frame().offset();
  }
}

package lantian.obd.log;

import lantian.obd.frame.Frame;

/**
 * One frame of a batch (日志条目).
 *
 * @param position where it stands
 * @param receivedMillis when the last byte of the frame came, epoch milliseconds of the server
 * @param connection over which connection
 * @param mark 0 if the unit could be walked, else the code of the quarantine reason
 * @param frame the frame, owned by the batch
 */
public record LogEntry(
    LogPosition position, long receivedMillis, Connection connection, int mark, Frame frame) {}

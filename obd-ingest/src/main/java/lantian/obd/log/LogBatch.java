package lantian.obd.log;

import java.util.List;

/**
 * A durably stored batch (日志批次): one log document, its frames in the order of receipt.
 *
 * @param writer writer number
 * @param lane lane number
 * @param sequence number in the lane
 * @param entries the frames, at least one
 */
public record LogBatch(int writer, int lane, long sequence, List<LogEntry> entries) {}

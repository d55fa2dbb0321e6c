package lantian.obd.read;

import java.time.Instant;
import lantian.proto.Vin;

/**
 * A logged frame that could not be taken, or not wholly (隔离报文).
 *
 * @param position log position as hex
 * @param vin as claimed in its header
 * @param received when the server had it whole
 * @param reason code of the reason
 * @param offset where in the unit the trouble begins, in bytes
 */
public record Quarantined(String position, Vin vin, Instant received, String reason, int offset) {}

package lantian.obd.read;

import java.time.Instant;

/**
 * A packet that a finding rests on, as received (原始报文).
 *
 * @param position log position as hex, 30 digits
 * @param received when the server had it whole
 * @param sender how well its sender is proven now
 * @param hex the frame from start marks to check byte, lower-case hex
 * @param decoded the frame decoded, one JSON object as in the decode output (spec clause 14)
 */
public record EvidencePacket(
    String position, Instant received, Sender sender, String hex, String decoded) {}

package lantian.desk.evidence;

/**
 * A file in the evidence store (证据文件).
 *
 * @param id its address, the SHA-256 of its bytes
 * @param sm3 SM3 of its bytes, 64 lower-case hex digits
 * @param size its length in bytes, at least 1
 * @param type what it is, told by its first bytes
 */
public record EvidenceFile(EvidenceId id, String sm3, long size, FileType type) {}

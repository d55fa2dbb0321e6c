package lantian.obd.log;

/**
 * End of a lane's hash chain (链头), to be pinned outside the database.
 *
 * @param lane the lane
 * @param sequence number of the last batch stored, -1 if there is none
 * @param hash its hash, 32 bytes; zeros if there is none
 */
public record LaneHead(int lane, long sequence, byte[] hash) {}

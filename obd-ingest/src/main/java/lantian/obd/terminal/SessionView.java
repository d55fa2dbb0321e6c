package lantian.obd.terminal;

import lantian.proto.Vin;

/**
 * A session at one moment (会话快照).
 *
 * @param vin as claimed
 * @param listener number of the listener
 * @param address peer's IP address
 * @param sinceMillis when it began, epoch milliseconds
 * @param lastMillis when it last sent, epoch milliseconds
 * @param loggedIn false for one that never sent a login
 * @param verified true if its ICCID or chip is the one filed
 * @param contested true if another connection sends under the same VIN
 */
public record SessionView(
    Vin vin,
    int listener,
    String address,
    long sinceMillis,
    long lastMillis,
    boolean loggedIn,
    boolean verified,
    boolean contested) {}

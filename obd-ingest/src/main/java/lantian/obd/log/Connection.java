package lantian.obd.log;

import lantian.obd.packet.Profile;

/**
 * What the log keeps of the connection that a frame came over (连接信息).
 *
 * @param id number of the connection, unique within its writer
 * @param listener number of the listener in the settings, 0–255
 * @param profile the listener's profile
 * @param tls true if the connection was encrypted
 * @param address the peer's IP address as text
 * @param iccid ICCID of the last login on the connection, empty before a login
 */
public record Connection(
    long id, int listener, Profile profile, boolean tls, String address, String iccid) {}

package lantian.deploy.simulate;

import java.time.Duration;

/**
 * One truck of a fleet (车队成员).
 *
 * @param terminal its terminal
 * @param link its link to the server
 * @param past how much of the past it sends first, as reissue
 */
public record Vehicle(Terminal terminal, Uplink link, Duration past) {}

package lantian.deploy.replay;

/**
 * What a replay did.
 *
 * @param bytes bytes sent
 * @param frames whole frames among them
 * @param junkBytes bytes that belong to no frame
 * @param answers answers received
 * @param negative of these, refusals
 */
public record ReplayCounts(long bytes, long frames, long junkBytes, long answers, long negative) {}

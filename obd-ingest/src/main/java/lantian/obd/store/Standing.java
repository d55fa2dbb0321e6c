package lantian.obd.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stored record as it stands (在册状态), for whoever holds it against what was written down about it.
 *
 * @param key its key; a vehicle stands in it as a digest
 * @param revision grows with every change that is allowed
 * @param digest SM3 of its content without its key, hex
 * @param changed when it says that it was changed
 * @param fault what is wrong with it by itself, null if nothing is or it was not looked for
 */
public record Standing(
    String key, long revision, String digest, Instant changed, @Nullable String fault) {}

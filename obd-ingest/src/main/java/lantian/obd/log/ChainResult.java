package lantian.obd.log;

import org.jspecify.annotations.Nullable;

/**
 * What a check of one lane came to (链校验结果).
 *
 * @param batches batches that hold, from the start to the first fault
 * @param frames frames in them
 * @param head last batch that holds
 * @param fault the first fault, null if the whole lane holds
 */
public record ChainResult(long batches, long frames, LaneHead head, @Nullable ChainFault fault) {}

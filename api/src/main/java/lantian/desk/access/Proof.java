package lantian.desk.access;

import lantian.desk.fault.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What a signature proved (验签结果).
 *
 * @param caller who signed
 * @param refusal why the request is refused all the same, null if it is not
 * @param told true if that was recorded before: one captured request sent a thousand times is one
 *     record
 */
public record Proof(Caller caller, @Nullable Refusal refusal, boolean told) {}

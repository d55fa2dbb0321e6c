/** Mechanisms that carry several rules (判定机制): states that last, readings that stand still. */
@NullMarked
package lantian.obd.rule.state;

import org.jspecify.annotations.NullMarked;

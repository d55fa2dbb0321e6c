/** Rules on what OBD blocks say (诊断信息规则). */
@NullMarked
package lantian.obd.rule.diagnosis;

import org.jspecify.annotations.NullMarked;

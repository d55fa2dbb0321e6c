/** Rules on NOx (氮氧化物规则). */
@NullMarked
package lantian.obd.rule.nox;

import org.jspecify.annotations.NullMarked;

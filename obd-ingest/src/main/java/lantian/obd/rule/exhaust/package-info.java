/** Rules on temperatures and the particulate filter (温度与颗粒捕集器规则). */
@NullMarked
package lantian.obd.rule.exhaust;

import org.jspecify.annotations.NullMarked;

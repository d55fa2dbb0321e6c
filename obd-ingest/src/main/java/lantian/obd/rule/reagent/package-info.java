/** Rules on the reagent (反应剂规则). */
@NullMarked
package lantian.obd.rule.reagent;

import org.jspecify.annotations.NullMarked;

/** Tests of what the rules on NOx remember. */
@NullMarked
package lantian.obd.rule.nox;

import org.jspecify.annotations.NullMarked;

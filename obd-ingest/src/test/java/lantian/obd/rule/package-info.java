@NullMarked
package lantian.obd.rule;

import org.jspecify.annotations.NullMarked;

@NullMarked
package lantian.obd.terminal;

import org.jspecify.annotations.NullMarked;

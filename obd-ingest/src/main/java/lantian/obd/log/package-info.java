@NullMarked
package lantian.obd.log;

import org.jspecify.annotations.NullMarked;

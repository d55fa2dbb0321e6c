@NullMarked
package lantian.obd.frame;

import org.jspecify.annotations.NullMarked;

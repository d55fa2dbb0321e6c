@NullMarked
package lantian.obd.filing;

import org.jspecify.annotations.NullMarked;

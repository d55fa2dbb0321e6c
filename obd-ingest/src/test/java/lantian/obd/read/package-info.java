@NullMarked
package lantian.obd.read;

import org.jspecify.annotations.NullMarked;

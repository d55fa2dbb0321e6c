@NullMarked
package lantian.obd;

import org.jspecify.annotations.NullMarked;

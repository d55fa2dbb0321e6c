@NullMarked
package lantian.obd.chunk;

import org.jspecify.annotations.NullMarked;

@NullMarked
package lantian.obd.quality;

import org.jspecify.annotations.NullMarked;

@NullMarked
package lantian.obd.packet;

import org.jspecify.annotations.NullMarked;

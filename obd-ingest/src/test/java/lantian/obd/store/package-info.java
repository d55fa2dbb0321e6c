@NullMarked
package lantian.obd.store;

import org.jspecify.annotations.NullMarked;

@NullMarked
package lantian.desk.pinning;

import org.jspecify.annotations.NullMarked;

@NullMarked
package lantian.desk.lease;

import org.jspecify.annotations.NullMarked;

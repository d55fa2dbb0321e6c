@NullMarked
package lantian.desk.fence;

import org.jspecify.annotations.NullMarked;

@NullMarked
package lantian.desk.live;

import org.jspecify.annotations.NullMarked;

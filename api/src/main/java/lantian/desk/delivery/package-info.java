@NullMarked
package lantian.desk.delivery;

import org.jspecify.annotations.NullMarked;

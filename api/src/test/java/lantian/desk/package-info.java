@NullMarked
package lantian.desk;

import org.jspecify.annotations.NullMarked;

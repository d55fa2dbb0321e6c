@NullMarked
package lantian.desk.sheet;

import org.jspecify.annotations.NullMarked;

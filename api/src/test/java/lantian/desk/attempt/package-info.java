@NullMarked
package lantian.desk.attempt;

import org.jspecify.annotations.NullMarked;

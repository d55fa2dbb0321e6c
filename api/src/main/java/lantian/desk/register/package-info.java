@NullMarked
package lantian.desk.register;

import org.jspecify.annotations.NullMarked;

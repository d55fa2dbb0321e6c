@NullMarked
package lantian.desk.access;

import org.jspecify.annotations.NullMarked;

@NullMarked
package lantian.desk.fault;

import org.jspecify.annotations.NullMarked;

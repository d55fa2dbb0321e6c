@NullMarked
package lantian.desk.evidence;

import org.jspecify.annotations.NullMarked;

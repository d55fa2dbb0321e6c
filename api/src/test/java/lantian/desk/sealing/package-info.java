@NullMarked
package lantian.desk.sealing;

import org.jspecify.annotations.NullMarked;

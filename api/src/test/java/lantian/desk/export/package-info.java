@NullMarked
package lantian.desk.export;

import org.jspecify.annotations.NullMarked;

@NullMarked
package lantian.desk.canonical;

import org.jspecify.annotations.NullMarked;

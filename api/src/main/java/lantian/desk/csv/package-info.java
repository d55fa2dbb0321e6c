@NullMarked
package lantian.desk.csv;

import org.jspecify.annotations.NullMarked;

/** Evidence on paper: the sheet of a case and the pack that holds everything behind it. */
@NullMarked
package lantian.desk.sheet;

import org.jspecify.annotations.NullMarked;

/** Exports that take longer than a request: made by one worker at a time, kept for a while. */
@NullMarked
package lantian.desk.job;

import org.jspecify.annotations.NullMarked;

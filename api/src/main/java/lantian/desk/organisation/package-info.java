/** The organisations that people, programs and receivers belong to. */
@NullMarked
package lantian.desk.organisation;

import org.jspecify.annotations.NullMarked;

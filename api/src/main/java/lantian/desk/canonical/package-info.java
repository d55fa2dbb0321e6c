/** The one form in which records are hashed and handed over. */
@NullMarked
package lantian.desk.canonical;

import org.jspecify.annotations.NullMarked;

/** The one form in which records are hashed. */
@NullMarked
package lantian.desk.canonical;

import org.jspecify.annotations.NullMarked;

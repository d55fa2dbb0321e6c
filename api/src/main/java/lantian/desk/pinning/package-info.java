/** What is stored, held against what was written down about it outside the database. */
@NullMarked
package lantian.desk.pinning;

import org.jspecify.annotations.NullMarked;

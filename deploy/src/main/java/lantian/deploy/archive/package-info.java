/** Closed months of the log written into files, and taken out of the database. */
@NullMarked
package lantian.deploy.archive;

import org.jspecify.annotations.NullMarked;

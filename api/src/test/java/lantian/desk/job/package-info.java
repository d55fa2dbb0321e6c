@NullMarked
package lantian.desk.job;

import org.jspecify.annotations.NullMarked;

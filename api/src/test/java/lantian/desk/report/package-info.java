@NullMarked
package lantian.desk.report;

import org.jspecify.annotations.NullMarked;

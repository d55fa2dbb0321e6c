/** Exports that are made again and again on their days (定时报表). */
@NullMarked
package lantian.desk.report;

import org.jspecify.annotations.NullMarked;

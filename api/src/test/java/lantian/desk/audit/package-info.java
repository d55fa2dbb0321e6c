@NullMarked
package lantian.desk.audit;

import org.jspecify.annotations.NullMarked;

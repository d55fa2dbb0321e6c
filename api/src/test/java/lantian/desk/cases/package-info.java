@NullMarked
package lantian.desk.cases;

import org.jspecify.annotations.NullMarked;

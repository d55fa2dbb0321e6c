@NullMarked
package lantian.desk.route;

import org.jspecify.annotations.NullMarked;

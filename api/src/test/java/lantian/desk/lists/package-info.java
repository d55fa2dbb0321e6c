@NullMarked
package lantian.desk.lists;

import org.jspecify.annotations.NullMarked;

@NullMarked
package lantian.ship;

import org.jspecify.annotations.NullMarked;

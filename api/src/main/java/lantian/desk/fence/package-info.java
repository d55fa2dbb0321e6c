/** Named parts of the world with the days on which they hold (电子围栏). */
@NullMarked
package lantian.desk.fence;

import org.jspecify.annotations.NullMarked;

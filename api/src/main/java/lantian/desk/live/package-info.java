/** Who watches what moves, and what is new for each since it was told last (实时推送). */
@NullMarked
package lantian.desk.live;

import org.jspecify.annotations.NullMarked;

/** What single classes of the operations do by themselves. */
@NullMarked
package lantian.desk.route;

import org.jspecify.annotations.NullMarked;

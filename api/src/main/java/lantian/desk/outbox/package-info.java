@NullMarked
package lantian.desk.outbox;

import org.jspecify.annotations.NullMarked;

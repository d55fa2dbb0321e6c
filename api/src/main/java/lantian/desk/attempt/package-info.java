/** Requests that carry an Idempotency-Key: each has one effect however often it is sent. */
@NullMarked
package lantian.desk.attempt;

import org.jspecify.annotations.NullMarked;

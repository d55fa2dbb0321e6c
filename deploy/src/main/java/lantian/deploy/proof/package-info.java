/** Everything stored held against itself and against the pins. */
@NullMarked
package lantian.deploy.proof;

import org.jspecify.annotations.NullMarked;

/** Sends a capture to a server as a terminal would. */
@NullMarked
package lantian.deploy.replay;

import org.jspecify.annotations.NullMarked;

/** The server in a process of its own, killed and starved under load. */
@NullMarked
package lantian.deploy.crash;

import org.jspecify.annotations.NullMarked;

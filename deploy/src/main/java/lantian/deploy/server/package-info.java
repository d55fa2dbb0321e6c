/** One server process: its settings, its wiring by hand, its orderly end. */
@NullMarked
package lantian.deploy.server;

import org.jspecify.annotations.NullMarked;

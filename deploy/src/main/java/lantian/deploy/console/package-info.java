/** What the command line says to people and to programs. */
@NullMarked
package lantian.deploy.console;

import org.jspecify.annotations.NullMarked;

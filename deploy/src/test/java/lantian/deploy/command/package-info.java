@NullMarked
package lantian.deploy.command;

import org.jspecify.annotations.NullMarked;

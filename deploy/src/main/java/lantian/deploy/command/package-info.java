/** The commands of {@code deploy/lantian}: what a person types, one class each. */
@NullMarked
package lantian.deploy.command;

import org.jspecify.annotations.NullMarked;

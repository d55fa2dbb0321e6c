@NullMarked
package lantian.deploy.replay;

import org.jspecify.annotations.NullMarked;

@NullMarked
package lantian.deploy;

import org.jspecify.annotations.NullMarked;

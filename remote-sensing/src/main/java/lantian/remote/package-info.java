@NullMarked
package lantian.remote;

import org.jspecify.annotations.NullMarked;

@NullMarked
package lantian.proto;

import org.jspecify.annotations.NullMarked;

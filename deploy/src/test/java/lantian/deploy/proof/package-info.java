@NullMarked
package lantian.deploy.proof;

import org.jspecify.annotations.NullMarked;

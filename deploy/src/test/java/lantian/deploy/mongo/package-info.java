@NullMarked
package lantian.deploy.mongo;

import org.jspecify.annotations.NullMarked;

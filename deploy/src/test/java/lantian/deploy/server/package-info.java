@NullMarked
package lantian.deploy.server;

import org.jspecify.annotations.NullMarked;

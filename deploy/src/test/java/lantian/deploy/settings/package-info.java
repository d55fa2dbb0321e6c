@NullMarked
package lantian.deploy.settings;

import org.jspecify.annotations.NullMarked;

@NullMarked
package lantian.desk.oidc;

import org.jspecify.annotations.NullMarked;

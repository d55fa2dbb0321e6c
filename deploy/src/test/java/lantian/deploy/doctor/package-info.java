@NullMarked
package lantian.deploy.doctor;

import org.jspecify.annotations.NullMarked;

/** What is wrong with an installation, in one list. */
@NullMarked
package lantian.deploy.doctor;

import org.jspecify.annotations.NullMarked;

/** Why a finding stands, from the stored bytes up (线索复核). */
@NullMarked
package lantian.deploy.explain;

import org.jspecify.annotations.NullMarked;

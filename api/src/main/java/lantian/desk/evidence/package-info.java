/** Files that a case rests on, kept by content, and the manifests that name them. */
@NullMarked
package lantian.desk.evidence;

import org.jspecify.annotations.NullMarked;

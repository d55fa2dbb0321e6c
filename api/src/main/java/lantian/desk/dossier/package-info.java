/** What confirmed cases rest on, gathered from the rooms and sealed in manifests. */
@NullMarked
package lantian.desk.dossier;

import org.jspecify.annotations.NullMarked;

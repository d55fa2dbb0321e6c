/**
 * A labelled world (标注世界): trucks of several families, stages, seasons and duties, honest ones with
 * all that makes honest trucks look odd, and faulty ones of known kind, onset and magnitude. It
 * knows no rule and no limit.
 */
@NullMarked
package lantian.deploy.simulate.world;

import org.jspecify.annotations.NullMarked;

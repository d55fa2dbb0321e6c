/** How often the rules are right about a labelled world (判定评分). */
@NullMarked
package lantian.deploy.bench.score;

import org.jspecify.annotations.NullMarked;

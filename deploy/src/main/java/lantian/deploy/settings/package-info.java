/** One YAML file and the environment, bound onto records by component name. */
@NullMarked
package lantian.deploy.settings;

import org.jspecify.annotations.NullMarked;

/**
 * Measures the OBD room (性能测试): a cheap load generator, the server in a process of its own, two
 * limits to compare with, and what each packet costs.
 */
@NullMarked
package lantian.deploy.bench;

import org.jspecify.annotations.NullMarked;

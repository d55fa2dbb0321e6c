/** A MongoDB to work on: one that an address names, or a mongod of our own in a data folder. */
@NullMarked
package lantian.deploy.mongo;

import org.jspecify.annotations.NullMarked;

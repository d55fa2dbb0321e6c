@NullMarked
package lantian.desk.http;

import org.jspecify.annotations.NullMarked;

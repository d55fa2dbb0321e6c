/** Rules on the terminal and its data (终端与数据规则): where it was, how far it came, what it repeats. */
@NullMarked
package lantian.obd.rule.terminal;

import org.jspecify.annotations.NullMarked;

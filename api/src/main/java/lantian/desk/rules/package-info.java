/**
 * Rule sets that people propose and put in force (规则集管理).
 *
 * <p>Law is data: a set is proposed by one person and activated by another, from a day to come on.
 * What a set says, its room knows; here it is kept, compared and decided on.
 */
@NullMarked
package lantian.desk.rules;

import org.jspecify.annotations.NullMarked;

/**
 * The case book (案件): from a finding to its end. States, moves, gates and clocks stand in {@code
 * case-table.yaml} and {@code clocks.yaml}; what reads them here is pure.
 */
@NullMarked
package lantian.desk.cases;

import org.jspecify.annotations.NullMarked;

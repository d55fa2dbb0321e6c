package lantian.deploy.bench.score;

/**
 * What one rule told of one truck (规则报告).
 *
 * @param before findings told before the fault began
 * @param after findings told from then on; all of an honest truck's
 * @param hours engine-on hours from the fault's begin to the first of these
 * @param days days from the fault's begin to it
 */
public record Told(int before, int after, double hours, double days) {}

package lantian.obd.rule;

/**
 * Legal basis of a rule (法律依据) as the rule set states it.
 *
 * @param text title and clause in both languages
 * @param verified true if somebody compared it with the printed text
 */
public record Law(Wording text, boolean verified) {}

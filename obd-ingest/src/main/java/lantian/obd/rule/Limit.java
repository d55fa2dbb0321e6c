package lantian.obd.rule;

/**
 * One limit as it stands in a rule set (限值).
 *
 * @param key name in the rule's block
 * @param value value as text; several stages as {@code V 500, VI 200}
 * @param unit unit, empty if none
 * @param source clause or document it comes from
 * @param verified true if somebody compared it with the printed text
 */
public record Limit(String key, String value, String unit, String source, boolean verified) {}

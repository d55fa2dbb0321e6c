package lantian.obd.rule;

/**
 * The same words in both languages.
 *
 * @param zh Chinese
 * @param en English
 */
public record Wording(String zh, String en) {}

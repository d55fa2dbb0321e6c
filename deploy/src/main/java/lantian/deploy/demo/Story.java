package lantian.deploy.demo;

/**
 * What a truck of the demo city shows (演示说明).
 *
 * @param zh in Chinese
 * @param en in English
 * @param rule id of the rule expected to tell, empty where no finding is expected
 */
public record Story(String zh, String en, String rule) {}

package lantian.desk.cases;

/**
 * The law a finding rests on (法律依据).
 *
 * @param zh the text, Chinese; blank if there is none
 * @param en the same in English
 * @param verified true if somebody compared it with the printed text
 */
public record LegalBasis(String zh, String en, boolean verified) {}

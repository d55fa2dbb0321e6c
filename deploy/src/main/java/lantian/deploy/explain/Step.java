package lantian.deploy.explain;

/**
 * One step of an explanation (复核步骤).
 *
 * @param step what is looked at, one word
 * @param holds false if the finding does not stand for it
 * @param says what was found, one line
 */
public record Step(String step, boolean holds, String says) {
  static Step holds(String step, String says) {
    return new Step(step, true, says);
  }

  static Step broken(String step, String says) {
    return new Step(step, false, says);
  }
}

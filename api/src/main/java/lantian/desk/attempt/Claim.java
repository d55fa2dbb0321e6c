package lantian.desk.attempt;

import java.time.Duration;

/** What became of claiming a key (幂等键登记结果). */
public sealed interface Claim {
  /** The caller is to do it: for the first time, or again after a crash. */
  record Granted(Attempt attempt) implements Claim {}

  /** It has been done; this was answered. */
  record Done(byte[] answer) implements Claim {}

  /** It has been done, and the answer was too long to be kept. */
  record AnswerGone() implements Claim {}

  /** The key stands for another request. */
  record Other() implements Claim {}

  /** It is being done; or a process has just died over it. */
  record InFlight(Duration retryAfter) implements Claim {}

  /** Whoever did it ended without a word: it may have been done or not. */
  record Unknown() implements Claim {}

  /** The caller has as many keys as are kept for one. */
  record TooMany() implements Claim {}
}

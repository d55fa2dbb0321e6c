package lantian.desk.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;

/** What a password must be (口令复杂度, GB/T 22239 8.1.4.1). */
final class PasswordRules {
  private static final int SHORTEST = 12;
  private static final int KINDS = 3;

  private PasswordRules() {}

  /** Refuses a password that is too simple, or holds the sign-in name. */
  static void check(String field, String name, String password) {
    List<FieldError> errors = new ArrayList<>();
    if (password.length() < SHORTEST) {
      errors.add(
          FieldError.of(field, "TOO_SHORT", "口令至少12个字符", "a password has at least 12 characters"));
    }
    if (kinds(password) < KINDS) {
      errors.add(
          FieldError.of(
              field,
              "TOO_SIMPLE",
              "口令须含大写字母、小写字母、数字、符号中的三类",
              "use three of: capitals, small letters, digits, other characters"));
    }
    if (password.toLowerCase(Locale.ROOT).contains(name)) {
      errors.add(
          FieldError.of(field, "HOLDS_NAME", "口令不能包含用户名", "a password must not hold the name"));
    }
    if (!errors.isEmpty()) {
      throw new Refusal(Fault.WEAK_PASSWORD, errors);
    }
  }

  private static long kinds(String password) {
    Stream<IntPredicate> kinds =
        Stream.of(
            Character::isUpperCase,
            Character::isLowerCase,
            Character::isDigit,
            c -> !Character.isLetterOrDigit(c));
    return kinds.filter(kind -> password.chars().anyMatch(kind)).count();
  }
}

package lantian.desk.fault;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ends a request with a fault. Carries no stack: it is an answer, not a bug. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Fault fault;
  private final transient List<FieldError> errors;
  private final @Nullable Duration retryAfter;

  /** A fault that needs no further word. */
  public Refusal(Fault fault) {
    this(fault, List.of(), null);
  }

  /** A fault with what is wrong in particular. */
  public Refusal(Fault fault, List<FieldError> errors) {
    this(fault, errors, null);
  }

  /** A fault that passes with time. */
  public Refusal(Fault fault, Duration retryAfter) {
    this(fault, List.of(), retryAfter);
  }

  private Refusal(Fault fault, List<FieldError> errors, @Nullable Duration retryAfter) {
    super(fault.name(), null, false, false);
    this.fault = fault;
    this.errors = List.copyOf(errors);
    this.retryAfter = retryAfter;
  }

  /** Which fault. */
  public Fault fault() {
    return fault;
  }

  /** What is wrong in particular, may be empty. */
  public List<FieldError> errors() {
    return errors;
  }

  /** When to try again, null if trying again does not help. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}

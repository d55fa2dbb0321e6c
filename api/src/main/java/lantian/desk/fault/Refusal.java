package lantian.desk.fault;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Ends a request with a fault. Carries no stack: it is an answer, not a bug. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Fault fault;
  private final transient List<FieldError> errors;
  private final @Nullable Duration retryAfter;
  private final transient Map<String, List<String>> more;

  /** A fault that needs no further word. */
  public Refusal(Fault fault) {
    this(fault, List.of(), null, Map.of());
  }

  /** A fault with what is wrong in particular. */
  public Refusal(Fault fault, List<FieldError> errors) {
    this(fault, errors, null, Map.of());
  }

  /** A fault that passes with time. */
  public Refusal(Fault fault, Duration retryAfter) {
    this(fault, List.of(), retryAfter, Map.of());
  }

  private Refusal(
      Fault fault,
      List<FieldError> errors,
      @Nullable Duration retryAfter,
      Map<String, List<String>> more) {
    super(fault.name(), null, false, false);
    this.fault = fault;
    this.errors = List.copyOf(errors);
    this.retryAfter = retryAfter;
    this.more = Map.copyOf(more);
  }

  /** The same with a member of its own (RFC 9457, section 3.2); the contract must name it. */
  public Refusal with(String member, Collection<String> words) {
    Map<String, List<String>> members = new TreeMap<>(more);
    members.put(member, List.copyOf(words));
    return new Refusal(fault, errors, retryAfter, members);
  }

  /** Members of its own, by name. */
  public Map<String, List<String>> more() {
    return more;
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

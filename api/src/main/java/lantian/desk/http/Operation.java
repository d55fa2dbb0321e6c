package lantian.desk.http;

/** Does what one operation of the contract says (操作). Runs on a virtual thread and may block. */
@FunctionalInterface
public interface Operation {
  /**
   * Answers an admitted call.
   *
   * @throws lantian.desk.fault.Refusal if it is not to be done
   */
  Answer answer(Call call);
}

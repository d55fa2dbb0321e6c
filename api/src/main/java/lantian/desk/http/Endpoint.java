package lantian.desk.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.json.schema.Validator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lantian.desk.access.Role;
import lantian.desk.audit.Act;
import lantian.desk.fault.FieldError;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the contract, ready to be served (接口操作).
 *
 * @param id operation id
 * @param method its method
 * @param path its path with names in braces
 * @param anyone true if nobody needs to sign in for it
 * @param roles who may call it
 * @param data what it is about
 * @param unmasked who may ask it for unmasked personal data
 * @param act what is recorded, null if nothing is
 * @param peopleOnly true if machine keys are refused
 * @param retry what becomes of it when it is sent again with the same key
 * @param inputs parameters it takes
 * @param body body it takes, null if none
 * @param answers check of the JSON answers by status; 0 stands for problems
 * @param headers headers of the answers by status
 * @param produces media types of its answers
 */
record Endpoint(
    String id,
    HttpMethod method,
    String path,
    boolean anyone,
    Set<Role> roles,
    DataClass data,
    Set<Role> unmasked,
    @Nullable Act act,
    boolean peopleOnly,
    Retry retry,
    List<Input> inputs,
    @Nullable Body body,
    Map<Integer, Validator> answers,
    Map<Integer, Set<String>> headers,
    Set<String> produces) {

  /**
   * A parameter.
   *
   * @param name its name
   * @param place where it stands
   * @param required true if it must be there
   * @param type JSON type: string, integer, boolean or array (of strings)
   * @param check its schema
   */
  record Input(String name, Place place, boolean required, String type, Validator check) {}

  /** What sending it again may do, {@code x-after-crash} in the contract. */
  enum Retry {
    /** It takes no key: it has no effect, or names the effect by its address. */
    FREE,
    /** After a crash nobody knows whether it was done; it is not done again. */
    ONCE,
    /** It recognises its own effect, so that after a crash it is done again. */
    SAFE
  }

  /** Where a parameter stands. */
  enum Place {
    PATH,
    QUERY,
    HEADER
  }

  /**
   * A request body.
   *
   * @param mediaType the one it takes
   * @param file true if the limit for files holds
   * @param upload true if it is gathered on disk and may be as long as evidence
   * @param check its schema, null if it is no JSON
   */
  record Body(String mediaType, boolean file, boolean upload, @Nullable Validator check) {}

  /** Where in the JSON body an error is; null if it is about something else. */
  @Nullable String pointer(FieldError error) {
    boolean json = body != null && body.check() != null;
    boolean input = inputs.stream().anyMatch(one -> one.name().equals(error.field()));
    if (error.pointer() != null || !json || input || error.row() != null) {
      return error.pointer();
    }
    String name = error.field().replace("~", "~0").replace("/", "~1");
    return name.isEmpty() ? "" : "/" + name.replace('.', '/');
  }

  /** True if it changes something. */
  boolean changes() {
    return !method.equals(HttpMethod.GET);
  }

  /** True if each call is recorded; views of personal data only are if they were unmasked. */
  boolean recordsAlways() {
    return act != null && act != Act.PERSONAL_VIEW;
  }
}

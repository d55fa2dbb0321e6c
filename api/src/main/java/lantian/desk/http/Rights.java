package lantian.desk.http;

import io.vertx.core.MultiMap;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import lantian.desk.access.Role;

/** Which operations each role may call, as the contract has it (权限表). */
final class Rights {
  private final Map<Role, List<String>> operations = new EnumMap<>(Role.class);
  private final List<Endpoint> endpoints;

  Rights(List<Endpoint> endpoints) {
    this.endpoints = endpoints;
    for (Role role : Role.values()) {
      operations.put(
          role,
          endpoints.stream()
              .filter(endpoint -> endpoint.roles().contains(role))
              .map(Endpoint::id)
              .sorted()
              .toList());
    }
  }

  /** Parameters of an operation's query as it would take them itself. */
  Inputs inputs(String operation, Map<String, String> query) {
    Endpoint endpoint =
        endpoints.stream().filter(one -> one.id().equals(operation)).findFirst().orElseThrow();
    MultiMap given = MultiMap.caseInsensitiveMultiMap().addAll(query);
    return InputReading.read(endpoint, Map.of(), given, MultiMap.caseInsensitiveMultiMap());
  }

  List<String> of(Role role) {
    return operations.getOrDefault(role, List.of());
  }
}

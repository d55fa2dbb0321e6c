package lantian.desk.http;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import lantian.desk.access.Role;

/** Which operations each role may call, as the contract has it (权限表). */
final class Rights {
  private final Map<Role, List<String>> operations = new EnumMap<>(Role.class);

  Rights(List<Endpoint> endpoints) {
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

  List<String> of(Role role) {
    return operations.getOrDefault(role, List.of());
  }
}

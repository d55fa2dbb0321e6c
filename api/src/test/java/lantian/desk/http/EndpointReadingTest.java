package lantian.desk.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A contract that leaves a right or a record open keeps the desk from starting. */
class EndpointReadingTest {
  private final Vertx vertx = Vertx.vertx();
  private final String contract = new String(Contract.load(vertx).bytes(), StandardCharsets.UTF_8);

  @AfterEach
  void close() {
    vertx.close();
  }

  @Test
  void anUnmaskedViewWithoutARecordIsRefused() {
    refused("getVehicle", "x-audit: PERSONAL_VIEW\n", "x-audit");
    refused("getTelemetry", "x-audit: PERSONAL_VIEW\n", "x-audit");
  }

  @Test
  void aChangeWithoutARecordIsRefused() {
    refused("createUser", "x-audit: USER_CREATED\n", "x-audit");
  }

  @Test
  void anOperationWithoutRolesIsRefused() {
    refused("listUsers", "x-roles: [security]\n", "x-roles");
  }

  private void refused(String operation, String line, String named) {
    int at = contract.indexOf("operationId: " + operation + "\n");
    int cut = contract.indexOf(line, at);
    String without =
        contract.substring(0, cut) + contract.substring(cut + line.length()).stripLeading();
    assertThat(contract.substring(at, cut)).doesNotContain("\n  /");
    assertThatThrownBy(() -> Contract.of(vertx, without.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(operation)
        .hasMessageContaining(named);
  }
}

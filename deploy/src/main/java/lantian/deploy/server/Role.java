package lantian.deploy.server;

import lantian.remote.RemoteSensing;
import lantian.ship.ShipPower;

/** What a process does (进程角色); the names stand behind {@code --roles}. */
public enum Role {
  /** Receives, stores and judges OBD data. */
  OBD("obd"),
  /** Roadside remote sensing; starts nothing yet. */
  REMOTE(RemoteSensing.ROLE),
  /** Shore power and vessels; starts nothing yet. */
  SHIP(ShipPower.ROLE),
  /** Pages and interfaces of the departments. */
  API("api");

  private final String text;

  Role(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}

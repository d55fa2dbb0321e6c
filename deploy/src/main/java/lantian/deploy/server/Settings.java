package lantian.deploy.server;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import lantian.deploy.mongo.MongoSettings;
import lantian.deploy.settings.SettingsReader;
import lantian.desk.DeskSettings;
import lantian.desk.evidence.EvidenceSettings;
import lantian.obd.ObdSettings;
import lantian.obd.packet.CipherSettings;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be set (设置), from one YAML file and the environment.
 *
 * @param data folder of this server: its lock, its mongod, its keys
 * @param roles what this process does
 * @param mongo how the database is reached
 * @param obd receiving, storing and judging of OBD data
 * @param ciphers modes and paddings of encrypted units
 * @param desk pages and interfaces of the departments
 * @param evidence evidence files, and pins outside the database
 */
public record Settings(
    Path data,
    Set<Role> roles,
    MongoSettings mongo,
    ObdSettings obd,
    CipherSettings ciphers,
    DeskSettings desk,
    EvidenceSettings evidence) {
  private static final String STANDARD = "MONGODB_URI";
  private static final String OURS = "LANTIAN_MONGO_URI";

  /** Refuses a process without a role. */
  public Settings {
    if (roles.isEmpty()) {
      throw new IllegalArgumentException("roles: name at least one");
    }
  }

  /** All roles in one process, with a mongod of its own. */
  public static Settings defaults() {
    return new Settings(
        Path.of("deploy/.local/data"),
        EnumSet.allOf(Role.class),
        MongoSettings.defaults(),
        ObdSettings.defaults(),
        CipherSettings.defaults(),
        DeskSettings.defaults(),
        EvidenceSettings.defaults());
  }

  /**
   * Defaults, then the file, then the environment. The usual {@code MONGODB_URI} counts like our
   * own variable for it.
   *
   * @param file null if there is none
   */
  public static Settings read(@Nullable Path file, Map<String, String> environment) {
    Map<String, String> variables = new HashMap<>(environment);
    String uri = variables.get(STANDARD);
    if (uri != null && !uri.isBlank()) {
      variables.putIfAbsent(OURS, uri);
    }
    return SettingsReader.read(defaults(), file, variables);
  }

  /** Where key files are looked for. */
  public Path keys() {
    return data.resolve("keys");
  }

  /** Where evidence files are kept, unless a bucket is set. */
  public Path evidenceFolder() {
    return evidence.folder() == null ? data.resolve("evidence") : evidence.folder();
  }

  /** Where the pins are. */
  public Path pins() {
    return evidence.pins() == null ? data.resolve("pins") : evidence.pins();
  }

  /** The same with another folder. */
  public Settings withData(Path folder) {
    return new Settings(folder, roles, mongo, obd, ciphers, desk, evidence);
  }

  /** The same with other roles. */
  public Settings withRoles(Set<Role> others) {
    return new Settings(data, others, mongo, obd, ciphers, desk, evidence);
  }

  /** The same with another database. */
  public Settings withMongo(MongoSettings other) {
    return new Settings(data, roles, other, obd, ciphers, desk, evidence);
  }

  /** The same with other places for evidence and pins. */
  public Settings with(EvidenceSettings other) {
    return new Settings(data, roles, mongo, obd, ciphers, desk, other);
  }

  /** The same with other ports. */
  public Settings with(ObdSettings otherObd, DeskSettings otherDesk) {
    return new Settings(data, roles, mongo, otherObd, ciphers, otherDesk, evidence);
  }
}

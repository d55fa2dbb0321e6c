package lantian.deploy.mongo;

import java.time.Duration;

/**
 * How the database is reached (数据库设置).
 *
 * @param uri address of a replica set; empty = a mongod of our own in the data folder
 * @param database name of the database
 * @param cacheMegabytes cache of a mongod of our own, at least 256
 * @param ingestConnections most connections that receiving may hold, at least 4
 * @param deskConnections most connections that the desk may hold, at least 2
 * @param deskTimeout longest wait of one desk request for the database
 */
public record MongoSettings(
    String uri,
    String database,
    int cacheMegabytes,
    int ingestConnections,
    int deskConnections,
    Duration deskTimeout) {
  /** Refuses what can't work. */
  public MongoSettings {
    if (database.isBlank()) {
      throw new IllegalArgumentException("database needs a name");
    }
    if (cacheMegabytes < 256) {
      throw new IllegalArgumentException("cacheMegabytes must be at least 256");
    }
    if (ingestConnections < 4 || deskConnections < 2) {
      throw new IllegalArgumentException("ingestConnections needs 4, deskConnections 2");
    }
    if (deskTimeout.isNegative() || deskTimeout.isZero()) {
      throw new IllegalArgumentException("deskTimeout must be positive");
    }
  }

  /** A mongod of our own with the smallest cache. */
  public static MongoSettings defaults() {
    return new MongoSettings("", "lantian", 256, 24, 16, Duration.ofSeconds(10));
  }

  /** The same with another cache. */
  public MongoSettings cached(int megabytes) {
    return new MongoSettings(
        uri, database, megabytes, ingestConnections, deskConnections, deskTimeout);
  }

  /** The same with another database. */
  public MongoSettings named(String other) {
    return new MongoSettings(
        uri, other, cacheMegabytes, ingestConnections, deskConnections, deskTimeout);
  }
}

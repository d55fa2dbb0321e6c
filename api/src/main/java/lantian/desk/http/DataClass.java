package lantian.desk.http;

/** What an operation is about (数据分类), {@code x-data-class} in the contract. */
public enum DataClass {
  /** For anybody. */
  PUBLIC,
  /** The caller's own account and session. */
  OWN,
  /** About the house, nothing personal. */
  BUSINESS,
  /** Plates, VINs, tracks: masked unless asked for with a purpose. */
  PERSONAL,
  /** How the system runs. */
  OPERATION,
  /** Users and keys. */
  SECURITY,
  /** The audit trail. */
  AUDIT
}

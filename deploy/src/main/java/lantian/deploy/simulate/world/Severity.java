package lantian.deploy.simulate.world;

/** How much is wrong (严重程度); what each means is told for each fault in a file. */
public enum Severity {
  SLIGHT,
  CLEAR,
  GROSS
}

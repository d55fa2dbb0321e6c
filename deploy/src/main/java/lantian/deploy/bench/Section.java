package lantian.deploy.bench;

/** A part of the bench that can be run alone (测试项). */
public enum Section {
  /** Decoding and judging in memory. */
  MEMORY,
  /** A bare server, and the same documents inserted again. */
  LIMITS,
  /** Every shape against the server. */
  LOAD,
  /** Bytes a sample and a chart; needs {@link #LOAD}. */
  STORED,
  /** Many vehicles over few links, as what is stored grows. */
  CROWD,
  /** From the answer to a packet to the finding that it leads to. */
  LAG,
  /** Restart after a kill, and connections at a small heap. */
  LIFE
}

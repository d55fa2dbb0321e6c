package lantian.deploy.simulate;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * How a link behaves (链路参数).
 *
 * @param server where to connect
 * @param answered true if the server answers every frame; false under the policy that answers none
 * @param window most unanswered frames, at least 1
 * @param patience how long to wait for an answer before the connection is opened anew
 */
public record LinkOptions(
    InetSocketAddress server, boolean answered, int window, Duration patience) {
  /** Checks the window. */
  public LinkOptions {
    if (window < 1) {
      throw new IllegalArgumentException("a link needs room for one unanswered frame");
    }
  }

  /** A link with an answer expected for each frame and these defaults: window 64, patience 30 s. */
  public static LinkOptions answered(InetSocketAddress server) {
    return new LinkOptions(server, true, 64, Duration.ofSeconds(30));
  }
}

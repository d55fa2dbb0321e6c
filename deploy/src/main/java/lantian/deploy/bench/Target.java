package lantian.deploy.bench;

import java.net.InetSocketAddress;

/**
 * A server under load (被测服务器).
 *
 * @param name in words
 * @param terminals where terminals are answered in ECHO form
 * @param platforms where platforms are answered in PLATFORM form
 * @param watched its processes
 */
record Target(
    String name, InetSocketAddress terminals, InetSocketAddress platforms, Usage.Watched watched) {
  InetSocketAddress of(Shape shape) {
    return shape.platform() ? platforms : terminals;
  }
}

/**
 * The demo city (演示城市): recorded trucks, recorded speeds with modelled engines, and trucks with
 * labelled faults, fed to a server through the same sockets as any terminal.
 */
@NullMarked
package lantian.deploy.demo;

import org.jspecify.annotations.NullMarked;

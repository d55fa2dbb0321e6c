package lantian.deploy.command;

import picocli.CommandLine.Command;

/** {@code lantian decode PROTOCOL}. */
@Command(
    name = "decode",
    description = "Decodes byte streams for people and programs.",
    mixinStandardHelpOptions = true,
    subcommands = DecodeObd.class)
final class DecodeCommand {}

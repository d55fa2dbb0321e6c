package lantian.deploy.command;

import picocli.CommandLine.Command;

/** {@code lantian user ACTION}. */
@Command(
    name = "user",
    description = "Keeps the local accounts of the desk.",
    mixinStandardHelpOptions = true,
    subcommands = {UserAdd.class, UserReset.class, UserList.class})
final class UserCommand {}

package lantian.deploy.command;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import lantian.deploy.console.Failure;
import lantian.deploy.console.Tongue;
import lantian.deploy.settings.Nearest;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What was wrong with a command line, in one line and the caller's language (用法错误). */
final class WrongUse {
  private WrongUse() {}

  /** Says it and answers the exit code. */
  static int refuse(ParameterException wrong, Tongue tongue) {
    CommandSpec spec = wrong.getCommandLine().getCommandSpec();
    String help = tongue.of("", "（用法见 %s --help）".formatted(spec.qualifiedName()));
    wrong
        .getCommandLine()
        .getErr()
        .println(spec.qualifiedName() + ": " + reason(wrong, spec, tongue) + help);
    return Failure.USAGE;
  }

  private static String reason(ParameterException wrong, CommandSpec spec, Tongue tongue) {
    Set<String> commands = spec.subcommands().keySet();
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      return unknown(unmatched.getUnmatched().getFirst(), spec, tongue);
    }
    String message = String.valueOf(wrong.getMessage()).lines().findFirst().orElse("wrong use");
    if (wrong instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      return tongue.of(message, "缺少 " + names(missing.getMissing()));
    }
    ArgSpec argument = wrong.getArgSpec();
    if (argument != null) {
      return tongue.of(message, invalid(wrong, argument));
    }
    if (commands.isEmpty()) {
      return tongue.of(message, "用法有误：" + message);
    }
    String choice = String.join(", ", commands);
    return tongue.of(message + ": " + choice, "缺少子命令，可用：" + choice);
  }

  private static String invalid(ParameterException wrong, ArgSpec argument) {
    String value = wrong.getValue() == null ? "" : " " + wrong.getValue();
    Object[] choice = argument.type().getEnumConstants();
    String allowed =
        choice == null
            ? ""
            : "，可用："
                + List.of(choice).stream().map(String::valueOf).collect(Collectors.joining(", "));
    return names(List.of(argument)) + " 的值" + value + " 无效" + allowed;
  }

  private static String names(List<ArgSpec> arguments) {
    return arguments.stream()
        .map(each -> each instanceof OptionSpec option ? option.longestName() : each.paramLabel())
        .collect(Collectors.joining(", "));
  }

  private static String unknown(String word, CommandSpec spec, Tongue tongue) {
    boolean option = word.startsWith("-");
    List<String> names =
        option
            ? spec.options().stream().map(OptionSpec::longestName).toList()
            : List.copyOf(spec.subcommands().keySet());
    String kind =
        option
            ? tongue.of("unknown option ", "未知选项 ")
            : names.isEmpty()
                ? tongue.of("unknown argument ", "多余的参数 ")
                : tongue.of("unknown command ", "未知命令 ");
    if (names.isEmpty()) {
      return kind + word;
    }
    String nearest = Nearest.to(word, names);
    return kind + word + tongue.of("; did you mean " + nearest + "?", "，是否指 " + nearest + "？");
  }
}

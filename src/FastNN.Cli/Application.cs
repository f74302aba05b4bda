using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using FastNN.Cli.Commands;
using FastNN.Simd;

namespace FastNN.Cli;

/// <summary>The tool: grammar, invocation, exit code.</summary>
internal static class Application
{
    /// <summary>Runs a command line.</summary>
    /// <param name="arguments">The words after the program's name.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string[] arguments)
    {
        try
        {
            // No response files: `@name` is a file name like any other.
            ParseResult parsed = CreateRoot().Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (parsed.Action is ParseErrorAction or null)
            {
                return Fault.ReportUsage($"{ProblemOf(parsed)}. Try '{HelpFor(parsed)}'.");
            }

            bool runsCommand = parsed.Action == parsed.CommandResult.Command.Action;
            if (runsCommand && Dispatch.Problem is { } problemOfIsa) return Fault.ReportUsage(problemOfIsa);
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (Exception fault)
        {
            return Fault.Report(fault);
        }
    }

    // Not a RootCommand, which calls itself by the name of its assembly.
    private static Command CreateRoot() => new("fastnn", "Trains, evaluates and uses neural networks on the CPU.")
    {
        new HelpOption(),
        new VersionOption(),
        TrainCommand.Create(),
        EvaluateCommand.Create(),
        PredictCommand.Create(),
        InspectCommand.Create(),
        LessonCommand.Create(),
        DoctorCommand.Create(),
    };

    // A word that fits nowhere is the cause of what the parser then misses, so it is named first.
    private static string ProblemOf(ParseResult parsed)
    {
        if (parsed.UnmatchedTokens.Count > 0) return $"unrecognized command or argument '{parsed.UnmatchedTokens[0]}'";
        return parsed.Errors.Count > 0 ? parsed.Errors[0].Message.TrimEnd('.') : "a command is needed";
    }

    private static string HelpFor(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        return command.Name == "fastnn" ? "fastnn --help" : $"fastnn {command.Name} --help";
    }
}

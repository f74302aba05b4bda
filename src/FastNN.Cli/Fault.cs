using System.Text;

namespace FastNN.Cli;

/// <summary>Decides, for the whole tool, what an exception means to the user: one line of text and an exit code.</summary>
internal static class Fault
{
    /// <summary>Reports an exception on standard error.</summary>
    /// <returns>The exit code.</returns>
    public static int Report(Exception fault)
    {
        Write(Describe(fault));
        return CodeOf(fault);
    }

    /// <summary>Reports bad usage on standard error.</summary>
    /// <returns>The exit code.</returns>
    public static int ReportUsage(string message)
    {
        Write(message);
        return ExitCode.BadInput;
    }

    internal static int CodeOf(Exception fault) => fault switch
    {
        OutputException => ExitCode.Failure,
        UsageException or InvalidDataException or ArgumentException or FormatException => ExitCode.BadInput,

        // Whatever is written is written by code that wraps its faults in OutputException; these are about inputs.
        FileNotFoundException or DirectoryNotFoundException or PathTooLongException or UnauthorizedAccessException => ExitCode.BadInput,
        OperationCanceledException => ExitCode.Interrupted,
        _ => ExitCode.Failure,
    };

    internal static string Describe(Exception fault) => fault switch
    {
        // The framework appends the parameter's name, which means nothing to users of the tool.
        ArgumentException { ParamName: { } name } argument => argument.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal),
        OutOfMemoryException => "out of memory; a smaller model, batch or data set may fit",
        OperationCanceledException => "interrupted",
        UsageException or OutputException or InvalidDataException or FormatException or IOException => fault.Message,
        UnauthorizedAccessException or Training.TrainingDivergedException or NotSupportedException => fault.Message,
        _ => $"unexpected {fault.GetType().Name}: {fault.Message}",
    };

    // Messages may quote files, whose text could forge lines of its own.
    internal static string OneLine(string message)
    {
        var line = new StringBuilder(message.Length);
        foreach (char c in message.Trim())
        {
            if (c == '\n') line.Append("; ");
            else if (!char.IsControl(c)) line.Append(c);
        }

        return line.ToString();
    }

    private static void Write(string message)
    {
        try
        {
            // One write, so that lines of several processes do not mix.
            Console.Error.Write($"fastnn: {OneLine(message)}{Environment.NewLine}");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // There is nobody left to tell; the exit code says it.
        }
    }
}

namespace FastNN.Cli;

/// <summary>What the tool tells the shell.</summary>
internal static class ExitCode
{
    /// <summary>All went well.</summary>
    public const int Success = 0;

    /// <summary>The environment failed, training diverged, or a check did not pass.</summary>
    public const int Failure = 1;

    /// <summary>The command line or its input is at fault.</summary>
    public const int BadInput = 2;

    /// <summary>Interrupted from outside; 128 + SIGINT, as shells have it.</summary>
    public const int Interrupted = 130;
}

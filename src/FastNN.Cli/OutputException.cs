namespace FastNN.Cli;

/// <summary>A result could not be written: the environment's failure, not the input's.</summary>
internal sealed class OutputException(string message, Exception cause) : Exception(message, cause);

namespace FastNN.Cli.Commands;

/// <summary>The outcome of one check.</summary>
/// <param name="Name">What was checked.</param>
/// <param name="Error">The largest error found, as a share of the error allowed.</param>
/// <param name="Bits">A checksum of the bits of all results, by which builds and machines can be compared.</param>
internal sealed record CheckResult(string Name, double Error, ulong Bits)
{
    /// <summary>Gets whether every error is within what is allowed; NaN never is.</summary>
    public bool Passed => Error <= 1;
}

namespace FastNN.Cli.Commands;

/// <summary>How long something takes here.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Microseconds">The median time of one execution.</param>
/// <param name="Operations">
/// The floating-point operations of one execution, a multiply-add counting as two; 0 where they are no measure.
/// </param>
internal readonly record struct SpeedResult(string Name, double Microseconds, double Operations)
{
    /// <summary>Gets the operations in a second, in billions.</summary>
    public double Gflops => Operations / Microseconds * 1e-3;
}

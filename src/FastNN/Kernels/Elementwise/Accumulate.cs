namespace FastNN.Kernels;

/// <summary>Results are added to the destination.</summary>
internal readonly struct Accumulate : IWriteMode
{
    /// <inheritdoc/>
    public static bool Accumulates => true;
}

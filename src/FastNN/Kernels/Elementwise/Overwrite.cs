namespace FastNN.Kernels;

/// <summary>Results replace the destination, even NaN.</summary>
internal readonly struct Overwrite : IWriteMode
{
    /// <inheritdoc/>
    public static bool Accumulates => false;
}

using System.Numerics;

namespace FastNN.Data;

/// <summary>Borrows rows of a dataset, or of buffers that were filled from one.</summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
public readonly ref struct Batch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Creates a batch over memory that it borrows.</summary>
    /// <param name="features">The features, row-major, <paramref name="count"/> rows.</param>
    /// <param name="targets">The targets, row-major, <paramref name="count"/> rows.</param>
    /// <param name="count">The number of rows, zero or more.</param>
    /// <exception cref="ArgumentException">A span is not that many whole rows.</exception>
    public Batch(ReadOnlySpan<T> features, ReadOnlySpan<T> targets, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count == 0 ? features.Length + targets.Length != 0 : features.Length % count != 0 || targets.Length % count != 0)
        {
            throw new ArgumentException($"{features.Length} features and {targets.Length} targets are not {count} whole rows.");
        }

        Features = features;
        Targets = targets;
        Count = count;
    }

    /// <summary>Gets the features, row-major.</summary>
    public ReadOnlySpan<T> Features { get; }

    /// <summary>Gets the targets, row-major; for classification one class index per row.</summary>
    public ReadOnlySpan<T> Targets { get; }

    /// <summary>Gets the number of rows.</summary>
    public int Count { get; }
}

using System.Numerics;
using FastNN.Layers;
using FastNN.Memory;

namespace FastNN.Training;

/// <summary>Remembers which epoch was best and, where asked to, its parameters.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class BestEpoch<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterBuffer<T> _parameters;
    private readonly AlignedBuffer<T>? _copy;
    private Evaluation? _best;

    public BestEpoch(ParameterBuffer<T> parameters, bool keepsParameters)
    {
        _parameters = parameters;
        _copy = keepsParameters ? new AlignedBuffer<T>(parameters.Values.Length) : null;
    }

    /// <summary>Gets the best epoch so far; zero for none.</summary>
    public int Epoch { get; private set; }

    /// <summary>Compares an epoch with the best so far.</summary>
    public void Offer(EpochRecord record)
    {
        if (record.Validation is { } now && _best is { } best && !IsBetter(now, best)) return;
        _best = record.Validation;
        Epoch = record.Epoch;
        if (_copy != null) _parameters.Values.CopyTo(_copy.Span);
    }

    /// <summary>Puts the best epoch's parameters back, if they were kept and there was one.</summary>
    public void Restore()
    {
        if (_copy != null && Epoch > 0) _copy.Span.CopyTo(_parameters.Values);
    }

    // In the order of CompareTo NaN comes before all numbers, so that it is the worst score, and negated the worst loss.
    private static bool IsBetter(Evaluation now, Evaluation best)
    {
        int order = now.Score.CompareTo(best.Score);
        return order != 0 ? order > 0 : (-now.Loss).CompareTo(-best.Loss) > 0;
    }

    /// <inheritdoc/>
    public void Dispose() => _copy?.Dispose();
}

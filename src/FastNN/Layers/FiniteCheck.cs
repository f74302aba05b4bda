using System.Numerics;

namespace FastNN.Layers;

/// <summary>Looks for values that are NaN or infinite.</summary>
internal static class FiniteCheck
{
    /// <summary>Tells whether any value is NaN or infinite.</summary>
    public static bool ContainsNonFinite<T>(this ReadOnlySpan<T> values)
        where T : IFloatingPointIeee754<T>
    {
        foreach (T value in values)
        {
            if (!T.IsFinite(value)) return true;
        }

        return false;
    }
}

using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>The first operand as it is: repetition along axes.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal readonly struct FirstMap<T> : ITernaryMap<T>
    where T : unmanaged
{
    /// <inheritdoc/>
    public static bool ReadsFirst => true;

    /// <inheritdoc/>
    public static bool ReadsSecond => false;

    /// <inheritdoc/>
    public static bool ReadsThird => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V, L>(V first, V second, V third)
        where V : unmanaged
        where L : struct, ILanes<T, V> => first;
}

using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>
/// A function of up to three elements, written over a lane witness. It says which operands it reads; the others are neither loaded
/// nor need to exist.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
internal interface ITernaryMap<T>
    where T : unmanaged
{
    /// <summary>Gets whether the first operand is read.</summary>
    static abstract bool ReadsFirst { get; }

    /// <summary>Gets whether the second operand is read.</summary>
    static abstract bool ReadsSecond { get; }

    /// <summary>Gets whether the third operand is read.</summary>
    static abstract bool ReadsThird { get; }

    /// <summary>Computes the function in every lane; an operand that is not read is zero.</summary>
    V Apply<V, L>(V first, V second, V third)
        where V : unmanaged
        where L : struct, ILanes<T, V>;
}

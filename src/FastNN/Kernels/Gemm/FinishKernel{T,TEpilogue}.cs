using System.Numerics;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>Treats the rows of a product that has no sums: k or alpha is zero.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TEpilogue">What is done to each row.</typeparam>
internal unsafe struct FinishKernel<T, TEpilogue> : IKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TEpilogue : struct, IRowEpilogue<T>
{
    /// <summary>The operands.</summary>
    public GemmOperands<T> Operands;

    /// <summary>What is done to each row.</summary>
    public TEpilogue Epilogue;

    /// <inheritdoc/>
    public void Run<V, L>()
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        for (int i = 0; i < Operands.M; i++) Epilogue.Apply<V, L>(Operands.C + ((nint)i * Operands.Ldc), Operands.N);
    }
}

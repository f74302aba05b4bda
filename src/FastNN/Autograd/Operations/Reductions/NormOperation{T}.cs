using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Kernels;
using FastNN.Simd;

namespace FastNN.Autograd;

/// <summary>The Euclidean norm over axes, <c>y = √Σ x²</c>; adjoint <c>x̄ += ȳ·x / y</c>, 0 where y = 0, as PyTorch does.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed unsafe class NormOperation<T> : RowReductionOperation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly NormOperation<T> s_instance = new();

    /// <inheritdoc/>
    public override string Name => "norm";

    /// <summary>Computes and records the reduction; over all axes if none are named.</summary>
    public static Variable<T> Record(Variable<T> x, ReadOnlySpan<int> axes, bool keepDims) => s_instance.Record(x, axes, keepDims, default);

    /// <inheritdoc/>
    protected override void Compute(Tape<T> tape, T* x, int rows, int columns, T* y, T parameter, bool records, ref T* saved)
    {
        for (int row = 0; row < rows; row++) y[row] = Reductions.Norm(new ReadOnlySpan<T>(x + ((nint)row * columns), columns));
    }

    /// <inheritdoc/>
    protected override void Backward(in Adjoint<T> adjoint, int rows, int columns, T* gradient, bool accumulate) =>
        Spread(default(Direction), in adjoint, adjoint.Output.Gradient, adjoint.Output.Value, rows, columns, gradient, accumulate);

    /// <inheritdoc/>
    protected override Variable<T> Expression(in RecordedAdjoint<T> adjoint, Variable<T> x, Variable<T> y, Variable<T> gradient)
    {
        // Zero norms are divided by as if they were one: x is zero there.
        return gradient * x / y.Where(y, y.Tape.Constant(T.One));
    }

    private readonly struct Direction : ITernaryMap<T>
    {
        public static bool ReadsFirst => true;

        public static bool ReadsSecond => true;

        public static bool ReadsThird => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V, L>(V first, V second, V third)
            where V : unmanaged
            where L : struct, ILanes<T, V> =>
            L.Multiply(first, L.Select(L.AreEqual(third, L.Zero), L.Zero, L.Divide(second, third)));
    }
}

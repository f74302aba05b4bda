using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Kernels;
using FastNN.Simd;

namespace FastNN.Autograd;

/// <summary>The log-sum-exp over axes, <c>y = ln Σ eˣ</c> without overflow; adjoint <c>x̄ += ȳ·e^(x − y)</c>, the softmax.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed unsafe class LogSumExpOperation<T> : RowReductionOperation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly LogSumExpOperation<T> s_instance = new();

    /// <inheritdoc/>
    public override string Name => "logsumexp";

    /// <summary>Computes and records the reduction; over all axes if none are named.</summary>
    public static Variable<T> Record(Variable<T> x, ReadOnlySpan<int> axes, bool keepDims) => s_instance.Record(x, axes, keepDims, default);

    /// <inheritdoc/>
    protected override void Compute(Tape<T> tape, T* x, int rows, int columns, T* y, T parameter, bool records, ref T* saved) =>
        Rows.LogSumExp(new ReadOnlySpan<T>(x, rows * columns), rows, columns, new Span<T>(y, rows));

    /// <inheritdoc/>
    protected override void Backward(in Adjoint<T> adjoint, int rows, int columns, T* gradient, bool accumulate) =>
        Spread(default(Share), in adjoint, adjoint.Output.Gradient, adjoint.Output.Value, rows, columns, gradient, accumulate);

    /// <inheritdoc/>
    protected override Variable<T> Expression(in RecordedAdjoint<T> adjoint, Variable<T> x, Variable<T> y, Variable<T> gradient) =>
        gradient * (x - y).Exp();

    private readonly struct Share : ITernaryMap<T>
    {
        public static bool ReadsFirst => true;

        public static bool ReadsSecond => true;

        public static bool ReadsThird => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V, L>(V first, V second, V third)
            where V : unmanaged
            where L : struct, ILanes<T, V> => L.Multiply(first, Exp<T>.Of<V, L>(L.Subtract(second, third)));
    }
}

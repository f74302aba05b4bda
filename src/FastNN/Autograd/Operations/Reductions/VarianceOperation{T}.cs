using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Kernels;
using FastNN.Simd;

namespace FastNN.Autograd;

/// <summary>
/// The variance over axes, <c>y = Σ (x − m)² / (n − correction)</c> with m the mean; adjoint <c>x̄ += ȳ·2(x − m) / (n − correction)</c>.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed unsafe class VarianceOperation<T> : RowReductionOperation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly VarianceOperation<T> s_instance = new();

    /// <inheritdoc/>
    public override string Name => "variance";

    /// <summary>Computes and records the reduction; over all axes if none are named.</summary>
    public static Variable<T> Record(Variable<T> x, ReadOnlySpan<int> axes, bool keepDims, int correction) =>
        s_instance.Record(x, axes, keepDims, T.CreateChecked(correction));

    /// <inheritdoc/>
    protected override void Compute(Tape<T> tape, T* x, int rows, int columns, T* y, T parameter, bool records, ref T* saved)
    {
        saved = records ? tape.Arena.TakePointer(rows) : null;
        for (int row = 0; row < rows; row++)
        {
            var span = new ReadOnlySpan<T>(x + ((nint)row * columns), columns);
            y[row] = Reductions.Variance(span, int.CreateTruncating(parameter));
            if (saved != null) saved[row] = Reductions.Mean(span);
        }
    }

    /// <inheritdoc/>
    protected override void Backward(in Adjoint<T> adjoint, int rows, int columns, T* gradient, bool accumulate)
    {
        var map = new Deviation(Weight(adjoint.Entry.Read<T>(), columns));
        Spread(map, in adjoint, adjoint.Output.Gradient, adjoint.Entry.Saved, rows, columns, gradient, accumulate);
    }

    /// <inheritdoc/>
    protected override Variable<T> Expression(in RecordedAdjoint<T> adjoint, Variable<T> x, Variable<T> y, Variable<T> gradient) =>
        gradient * (x - x.Mean(1, keepDims: true)) * Weight(adjoint.Entry.Read<T>(), adjoint.Entry.Attribute);

    private static T Weight(T correction, int columns) => T.CreateChecked(2) / (T.CreateChecked(columns) - correction);

    private readonly struct Deviation(T weight) : ITernaryMap<T>
    {
        public static bool ReadsFirst => true;

        public static bool ReadsSecond => true;

        public static bool ReadsThird => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V, L>(V first, V second, V third)
            where V : unmanaged
            where L : struct, ILanes<T, V> => L.Multiply(L.Multiply(first, L.Fill(weight)), L.Subtract(second, third));
    }
}

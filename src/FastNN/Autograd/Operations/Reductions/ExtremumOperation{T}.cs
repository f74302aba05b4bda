using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Kernels;
using FastNN.Memory;
using FastNN.Simd;

namespace FastNN.Autograd;

/// <summary>
/// What the largest and the smallest element over axes have in common: the adjoint gives ȳ in equal parts to the elements that are as
/// large as the result, as PyTorch's <c>amax</c> does. NaN in a row makes its result NaN.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
internal abstract unsafe class ExtremumOperation<T> : RowReductionOperation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    protected override bool NeedsColumns => true;

    /// <summary>Finds the element of a row.</summary>
    protected abstract T Find(ReadOnlySpan<T> row);

    /// <inheritdoc/>
    protected override void Compute(Tape<T> tape, T* x, int rows, int columns, T* y, T parameter, bool records, ref T* saved)
    {
        for (int row = 0; row < rows; row++) y[row] = Find(new ReadOnlySpan<T>(x + ((nint)row * columns), columns));
    }

    /// <inheritdoc/>
    protected override void Backward(in Adjoint<T> adjoint, int rows, int columns, T* gradient, bool accumulate)
    {
        ArenaMark mark = adjoint.Arena.Mark;
        T* shares = adjoint.Scratch(rows);
        ref readonly Node<T> y = ref adjoint.Output;
        for (int row = 0; row < rows; row++)
        {
            shares[row] = y.Gradient[row] / T.CreateTruncating(Ties(adjoint.Input0.Value + ((nint)row * columns), columns, y.Value[row]));
        }

        Spread(default(WhereEqual), in adjoint, shares, y.Value, rows, columns, gradient, accumulate);
        adjoint.Arena.Rewind(mark);
    }

    /// <inheritdoc/>
    protected override Variable<T> Expression(in RecordedAdjoint<T> adjoint, Variable<T> x, Variable<T> y, Variable<T> gradient)
    {
        // Which elements are the largest is a constant.
        ReadOnlySpan<T> results = y.Values, elements = x.Values;
        int columns = adjoint.Entry.Attribute;
        Variable<T> weight = x.Tape.NewNode(x.Shape, requiresGrad: false, out Span<T> weights);
        fixed (T* values = elements)
        {
            for (int i = 0; i < weights.Length; i++)
            {
                T result = results[i / columns];
                int ties = Ties(values + ((nint)(i / columns) * columns), columns, result);
                weights[i] = values[i] == result ? T.One / T.CreateTruncating(ties) : T.Zero;
            }
        }

        return gradient * weight;
    }

    private static int Ties(T* x, int columns, T value)
    {
        int ties = 0;
        for (int i = 0; i < columns; i++) ties += x[i] == value ? 1 : 0;
        return ties;
    }

    private readonly struct WhereEqual : ITernaryMap<T>
    {
        public static bool ReadsFirst => true;

        public static bool ReadsSecond => true;

        public static bool ReadsThird => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V, L>(V first, V second, V third)
            where V : unmanaged
            where L : struct, ILanes<T, V> => L.And(L.AreEqual(second, third), first);
    }
}

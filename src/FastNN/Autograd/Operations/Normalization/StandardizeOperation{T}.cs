using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Kernels;
using FastNN.Memory;
using FastNN.Simd;

namespace FastNN.Autograd;

/// <summary>
/// Deviations over deviation, the core of layer and batch normalisation: <c>y = (x − m)·r</c> with <c>r = 1 / √(v + ε)</c>, m and v mean
/// and variance over axes. Adjoint <c>x̄ += r·(ȳ − mean(ȳ) − y·mean(ȳ·y))</c>.
/// </summary>
/// <remarks>Sources: S. Ioffe, C. Szegedy, "Batch normalization", 2015; J. L. Ba, J. R. Kiros, G. E. Hinton, "Layer normalization", 2016.</remarks>
/// <typeparam name="T">The element type.</typeparam>
internal sealed unsafe class StandardizeOperation<T> : Operation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly StandardizeOperation<T> s_instance = new();

    /// <inheritdoc/>
    public override string Name => "standardize";

    /// <summary>Computes and records the standardised values.</summary>
    /// <param name="x">The variable.</param>
    /// <param name="axes">The axes that share one mean and variance.</param>
    /// <param name="epsilon">What is added to the variance.</param>
    public static Variable<T> Record(Variable<T> x, uint axes, T epsilon)
    {
        Tape<T> tape = x.Tape;
        ref Node<T> input = ref tape.Operand(x, s_instance);
        bool records = tape.Records(input.RequiresGrad);
        T* source = input.Value;
        ReadOnlySpan<int> shape = tape.ShapeOf(in input);
        Span<int> kept = stackalloc int[BroadcastPlan.MaxRank];
        kept = kept[..Axes.Reduce(shape, axes, keepDims: true, kept)];
        int groups = Axes.Count(kept, Axes.All(kept.Length)), count = input.Count;
        T terms = T.CreateChecked(Axes.Count(shape, axes));
        Variable<T> output = tape.NewLike(in input, records, out T* y);
        T* factors = records ? tape.Arena.TakePointer(groups) : null;
        ArenaMark mark = tape.Arena.Mark;
        T* means = tape.Arena.TakePointer(groups), squares = tape.Arena.TakePointer(count);
        factors = factors == null ? tape.Arena.TakePointer(groups) : factors;
        Mean(source, shape, axes, means, groups, terms, tape.Arena);
        Broadcast.Run(default(ForwardMap<T, SubtractFunction<T>>), y, shape, null, [], source, shape, means, kept, accumulate: false);
        Map.Run(default(Square<T>), y, squares, count);
        Mean(squares, shape, axes, factors, groups, terms, tape.Arena);
        for (int i = 0; i < groups; i++) factors[i] = T.One / T.Sqrt(factors[i] + epsilon);
        Broadcast.Run(default(ForwardMap<T, MultiplyFunction<T>>), y, shape, null, [], y, shape, factors, kept, accumulate: false);
        tape.Arena.Rewind(mark);
        if (records)
        {
            ref Entry<T> entry = ref tape.Record(s_instance, output, x.Index);
            entry.Attribute = (int)axes;
            entry.Saved = factors;
            entry.Store(epsilon);
        }

        return output;
    }

    /// <inheritdoc/>
    public override void Backward(in Adjoint<T> adjoint)
    {
        T* gradient = adjoint.Gradient(adjoint.Entry.Input0, out bool accumulate);
        ref readonly Node<T> y = ref adjoint.Output;
        ReadOnlySpan<int> shape = adjoint.ShapeOf(in y);
        uint axes = (uint)adjoint.Entry.Attribute;
        Span<int> kept = stackalloc int[BroadcastPlan.MaxRank];
        kept = kept[..Axes.Reduce(shape, axes, keepDims: true, kept)];
        int groups = Axes.Count(kept, Axes.All(kept.Length));
        T terms = T.CreateChecked(Axes.Count(shape, axes));
        ArenaMark mark = adjoint.Arena.Mark;
        T* means = adjoint.Scratch(groups), slopes = adjoint.Scratch(groups), inner = adjoint.Scratch(y.Count);
        Mean(y.Gradient, shape, axes, means, groups, terms, adjoint.Arena);
        Map.Run(default(Product<T>), y.Gradient, y.Value, inner, y.Count);
        Mean(inner, shape, axes, slopes, groups, terms, adjoint.Arena);
        Broadcast.Run(default(Residual), inner, shape, means, kept, y.Value, shape, slopes, kept, accumulate: false);
        Broadcast.Run(default(ScaledDifference), gradient, shape, y.Gradient, shape, inner, shape, adjoint.Entry.Saved, kept, accumulate);
        adjoint.Arena.Rewind(mark);
    }

    /// <inheritdoc/>
    public override void Differentiate(in RecordedAdjoint<T> adjoint)
    {
        Variable<T> x = adjoint.Input0, y = adjoint.Output, gradient = adjoint.Gradient;
        uint set = (uint)adjoint.Entry.Attribute;
        Span<int> axes = stackalloc int[BroadcastPlan.MaxRank];
        int count = 0;
        for (int axis = 0; axis < x.Shape.Length; axis++)
        {
            if ((set >> axis & 1) != 0) axes[count++] = axis;
        }

        axes = axes[..count];
        Variable<T> factor = (x.Variance(axes, keepDims: true) + adjoint.Entry.Read<T>()).Sqrt().Reciprocal();
        adjoint.Add(x.Index, factor * (gradient - gradient.Mean(axes, keepDims: true) - (y * (gradient * y).Mean(axes, keepDims: true))));
    }

    private static void Mean(T* x, ReadOnlySpan<int> shape, uint axes, T* means, int groups, T terms, Arena<T> scratch)
    {
        AxisSum.Run(x, shape, axes, means, accumulate: false, scratch);
        for (int i = 0; i < groups; i++) means[i] /= terms;
    }

    private readonly struct Residual : ITernaryMap<T>
    {
        public static bool ReadsFirst => true;

        public static bool ReadsSecond => true;

        public static bool ReadsThird => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V, L>(V first, V second, V third)
            where V : unmanaged
            where L : struct, ILanes<T, V> => L.MultiplyAdd(second, third, first);
    }

    private readonly struct ScaledDifference : ITernaryMap<T>
    {
        public static bool ReadsFirst => true;

        public static bool ReadsSecond => true;

        public static bool ReadsThird => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V, L>(V first, V second, V third)
            where V : unmanaged
            where L : struct, ILanes<T, V> => L.Multiply(third, L.Subtract(first, second));
    }
}

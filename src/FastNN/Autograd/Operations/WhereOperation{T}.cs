using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Kernels;
using FastNN.Memory;
using FastNN.Simd;

namespace FastNN.Autograd;

/// <summary>The one variable where a condition is not zero, the other elsewhere, broadcast; adjoint: each gets the gradient where it was taken.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed unsafe class WhereOperation<T> : Operation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly WhereOperation<T> s_instance = new();

    /// <inheritdoc/>
    public override string Name => "where";

    /// <summary>Computes and records the choice. The condition is taken as a constant: it has no derivative.</summary>
    public static Variable<T> Record(Variable<T> condition, Variable<T> whenTrue, Variable<T> whenFalse)
    {
        Tape<T> tape = condition.Tape;
        ref Node<T> c = ref tape.Operand(condition, s_instance);
        ref Node<T> a = ref tape.Operand(whenTrue, s_instance, condition), b = ref tape.Operand(whenFalse, s_instance, condition);
        ReadOnlySpan<int> conditionShape = tape.ShapeOf(in c), left = tape.ShapeOf(in a), right = tape.ShapeOf(in b);
        Span<int> both = stackalloc int[BroadcastPlan.MaxRank], shape = stackalloc int[BroadcastPlan.MaxRank];
        both = both[..Math.Max(left.Length, right.Length)];
        shape = shape[..Math.Max(conditionShape.Length, both.Length)];
        if (!Broadcast.TryShape(left, right, both) || !Broadcast.TryShape(conditionShape, both, shape))
        {
            throw new ArgumentException(
                $"where: a condition of shape {ShapeText.Of(conditionShape)} and operands of shapes {ShapeText.Of(left)} and "
                + $"{ShapeText.Of(right)} do not broadcast; aligned at the last axis, sizes must be equal or one");
        }

        bool records = tape.Records(a.RequiresGrad | b.RequiresGrad);
        Variable<T> output = tape.NewNode(shape, records, out Span<T> values);
        fixed (T* y = values) Broadcast.Run(default(Choice), y, shape, c.Value, conditionShape, a.Value, left, b.Value, right, false);
        if (records) tape.Record(s_instance, output, condition.Index, whenTrue.Index, whenFalse.Index);
        return output;
    }

    /// <inheritdoc/>
    public override void Backward(in Adjoint<T> adjoint)
    {
        Pass(in adjoint, adjoint.Entry.Input1, default(WhereTrue));
        Pass(in adjoint, adjoint.Entry.Input2, default(WhereFalse));
    }

    /// <inheritdoc/>
    public override void Differentiate(in RecordedAdjoint<T> adjoint)
    {
        Variable<T> condition = adjoint.Input0.Detach(), zero = adjoint.Tape.Constant(T.Zero);
        if (adjoint.Wants(adjoint.Entry.Input1)) adjoint.Add(adjoint.Entry.Input1, condition.Where(adjoint.Gradient, zero));
        if (adjoint.Wants(adjoint.Entry.Input2)) adjoint.Add(adjoint.Entry.Input2, condition.Where(zero, adjoint.Gradient));
    }

    private static void Pass<TMap>(in Adjoint<T> adjoint, int target, TMap map)
        where TMap : struct, ITernaryMap<T>
    {
        // The condition is an input that may itself require a gradient elsewhere; none flows to it from here.
        T* gradient = adjoint.Gradient(target, out bool accumulate);
        if (gradient == null) return;
        ref readonly Node<T> y = ref adjoint.Output, c = ref adjoint.Input0, x = ref adjoint.Tape.Node(target);
        ReadOnlySpan<int> shape = adjoint.ShapeOf(in y), conditionShape = adjoint.ShapeOf(in c);
        bool repeats = x.Count != y.Count;
        ArenaMark mark = adjoint.Arena.Mark;
        T* whole = repeats ? adjoint.Scratch(y.Count) : gradient;
        Broadcast.Run(map, whole, shape, y.Gradient, shape, c.Value, conditionShape, null, [], accumulate && !repeats);
        if (repeats) AxisSum.Run(whole, shape, Axes.Repeated(adjoint.ShapeOf(in x), shape), gradient, accumulate, adjoint.Arena);
        adjoint.Arena.Rewind(mark);
    }

    private readonly struct Choice : ITernaryMap<T>
    {
        public static bool ReadsFirst => true;

        public static bool ReadsSecond => true;

        public static bool ReadsThird => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V, L>(V first, V second, V third)
            where V : unmanaged
            where L : struct, ILanes<T, V> => L.Select(L.AreEqual(first, L.Zero), third, second);
    }

    private readonly struct WhereTrue : ITernaryMap<T>
    {
        public static bool ReadsFirst => true;

        public static bool ReadsSecond => true;

        public static bool ReadsThird => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V, L>(V first, V second, V third)
            where V : unmanaged
            where L : struct, ILanes<T, V> => L.Select(L.AreEqual(second, L.Zero), L.Zero, first);
    }

    private readonly struct WhereFalse : ITernaryMap<T>
    {
        public static bool ReadsFirst => true;

        public static bool ReadsSecond => true;

        public static bool ReadsThird => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V, L>(V first, V second, V third)
            where V : unmanaged
            where L : struct, ILanes<T, V> => L.Select(L.AreEqual(second, L.Zero), first, L.Zero);
    }
}

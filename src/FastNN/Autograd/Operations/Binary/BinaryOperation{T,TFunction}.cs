using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using FastNN.Kernels;
using FastNN.Memory;

namespace FastNN.Autograd;

/// <summary>
/// A function of two operands, element by element, whose shapes are broadcast as NumPy does. Adjoint: <c>ā += Σ ȳ·∂f/∂a</c>, summed over
/// the axes along which a was repeated, and b̄ alike.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TFunction">The function.</typeparam>
internal sealed unsafe class BinaryOperation<T, TFunction> : Operation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TFunction : struct, IBinaryFunction<T>
{
    private static readonly BinaryOperation<T, TFunction> s_instance = new();

    /// <inheritdoc/>
    public override string Name { get; } = OperationNames.Of<T, TFunction>();

    /// <summary>Computes and records the function.</summary>
    public static Variable<T> Record(Variable<T> left, Variable<T> right)
    {
        Tape<T> tape = left.Tape;
        ref Node<T> a = ref tape.Operand(left, s_instance), b = ref tape.Operand(right, s_instance, left);
        bool records = tape.Records(a.RequiresGrad | b.RequiresGrad);
        Variable<T> output;
        if ((a.ShapeStart == b.ShapeStart && a.Rank == b.Rank) || tape.ShapeOf(in a).SequenceEqual(tape.ShapeOf(in b)))
        {
            T* x = a.Value, z = b.Value;
            nint count = a.Count;
            output = tape.NewLike(in a, records, out T* y);
            Map.Run(default(ForwardMap<T, TFunction>), x, z, y, count);
        }
        else
        {
            output = ComputeBroadcast(tape, in a, in b, records);
        }

        if (records) tape.Record(s_instance, output, left.Index, right.Index);
        return output;
    }

    /// <summary>Computes a constant: what the gradient of the left or right operand is for a gradient of one.</summary>
    /// <remarks>For functions that are linear in pieces it is all there is to differentiate.</remarks>
    public static Variable<T> Weight<TMap>(Variable<T> left, Variable<T> right, Variable<T> output)
        where TMap : struct, ITernaryMap<T>
    {
        Tape<T> tape = output.Tape;
        ref Node<T> a = ref tape.Operand(left, s_instance), b = ref tape.Operand(right, s_instance), y = ref tape.Operand(output, s_instance);
        T one = T.One;
        Variable<T> weight = tape.NewLike(in y, requiresGrad: false, out T* values);
        Broadcast.Run(
            default(TMap), values, tape.ShapeOf(in y), &one, [], a.Value, tape.ShapeOf(in a), b.Value, tape.ShapeOf(in b), accumulate: false);
        return weight;
    }

    /// <inheritdoc/>
    public override void Backward(in Adjoint<T> adjoint)
    {
        int left = adjoint.Entry.Input0, right = adjoint.Entry.Input1;
        T* gradient = adjoint.Gradient(left, out bool accumulate);
        if (gradient != null) Pass<LeftAdjointMap<T, TFunction>>(in adjoint, left, gradient, accumulate, TFunction.LeftForm);
        gradient = adjoint.Gradient(right, out accumulate);
        if (gradient != null) Pass<RightAdjointMap<T, TFunction>>(in adjoint, right, gradient, accumulate, TFunction.RightForm);
    }

    /// <inheritdoc/>
    public override void Differentiate(in RecordedAdjoint<T> adjoint)
    {
        Variable<T> a = adjoint.Input0, b = adjoint.Input1, y = adjoint.Output;
        if (adjoint.Wants(a.Index)) adjoint.Add(a.Index, TFunction.LeftAdjoint(adjoint.Gradient, a, b, y));
        if (adjoint.Wants(b.Index)) adjoint.Add(b.Index, TFunction.RightAdjoint(adjoint.Gradient, a, b, y));
    }

    private static Variable<T> ComputeBroadcast(Tape<T> tape, in Node<T> a, in Node<T> b, bool records)
    {
        ReadOnlySpan<int> left = tape.ShapeOf(in a), right = tape.ShapeOf(in b);
        Span<int> shape = stackalloc int[BroadcastPlan.MaxRank];
        shape = shape[..Math.Max(left.Length, right.Length)];
        if (!Broadcast.TryShape(left, right, shape)) ThrowMismatch(left, right);
        Variable<T> output = tape.NewNode(shape, records, out Span<T> values);
        fixed (T* y = values)
        {
            // A scalar beside anything, the most frequent case, needs no plan.
            if ((a.Count == values.Length || a.Count == 1) && (b.Count == values.Length || b.Count == 1))
            {
                Broadcast.Run(
                    default(ForwardMap<T, TFunction>), y, values.Length, default, new(a.Value, a.Count == 1), new(b.Value, b.Count == 1), false);
            }
            else
            {
                Broadcast.Run(default(ForwardMap<T, TFunction>), y, shape, null, [], a.Value, left, b.Value, right, false);
            }
        }

        return output;
    }

    private static void Pass<TMap>(in Adjoint<T> adjoint, int target, T* gradient, bool accumulate, AdjointForm form)
        where TMap : struct, ITernaryMap<T>
    {
        ref readonly Node<T> y = ref adjoint.Output, x = ref adjoint.Tape.Node(target);
        if (x.Count == y.Count)
        {
            Compute<TMap>(in adjoint, gradient, accumulate);
            return;
        }

        ArenaMark mark = adjoint.Arena.Mark;
        T* whole = y.Gradient;
        if (form != AdjointForm.Gradient)
        {
            whole = adjoint.Scratch(y.Count);
            Compute<TMap>(in adjoint, whole, accumulate: false);
        }

        ReadOnlySpan<int> shape = adjoint.ShapeOf(in y);
        AxisSum.Run(whole, shape, Axes.Repeated(adjoint.ShapeOf(in x), shape), gradient, accumulate, adjoint.Arena);
        adjoint.Arena.Rewind(mark);
    }

    private static void Compute<TMap>(in Adjoint<T> adjoint, T* destination, bool accumulate)
        where TMap : struct, ITernaryMap<T>
    {
        ref readonly Node<T> y = ref adjoint.Output, a = ref adjoint.Input0, b = ref adjoint.Input1;
        if ((a.Count == y.Count || a.Count == 1) && (b.Count == y.Count || b.Count == 1))
        {
            bool aStays = a.Count != y.Count, bStays = b.Count != y.Count;
            Broadcast.Run(default(TMap), destination, y.Count, new(y.Gradient), new(a.Value, aStays), new(b.Value, bStays), accumulate);
            return;
        }

        ReadOnlySpan<int> shape = adjoint.ShapeOf(in y);
        Broadcast.Run(
            default(TMap), destination, shape, y.Gradient, shape, a.Value, adjoint.ShapeOf(in a), b.Value, adjoint.ShapeOf(in b), accumulate);
    }

    [DoesNotReturn]
    private static void ThrowMismatch(ReadOnlySpan<int> left, ReadOnlySpan<int> right) => throw new ArgumentException(
        $"{s_instance.Name}: operands of shapes {ShapeText.Of(left)} and {ShapeText.Of(right)} do not broadcast; aligned at the last axis, "
        + "sizes must be equal or one: reshape or transpose one of them");
}

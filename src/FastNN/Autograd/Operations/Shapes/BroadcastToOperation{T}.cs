using System.Numerics;
using FastNN.Kernels;

namespace FastNN.Autograd;

/// <summary>A variable repeated to a larger shape as NumPy broadcasts; adjoint <c>x̄ += Σ ȳ</c> over the axes of repetition.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed unsafe class BroadcastToOperation<T> : Operation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly BroadcastToOperation<T> s_instance = new();

    /// <inheritdoc/>
    public override string Name => "broadcast-to";

    /// <summary>Computes and records the repetition.</summary>
    public static Variable<T> Record(Variable<T> x, ReadOnlySpan<int> shape)
    {
        Tape<T> tape = x.Tape;
        ref Node<T> input = ref tape.Operand(x, s_instance);
        ReadOnlySpan<int> from = tape.ShapeOf(in input);
        if (from.SequenceEqual(shape)) return x;
        if (!Broadcast.Fits(from, shape))
        {
            throw new ArgumentException(
                $"broadcast-to: shape {ShapeText.Of(from)} does not broadcast to {ShapeText.Of(shape)}; aligned at the last axis, each size must "
                + "be one or the wanted one", nameof(shape));
        }

        bool records = tape.Records(input.RequiresGrad);
        T* source = input.Value;
        Variable<T> output = tape.NewNode(shape, records, out Span<T> values);
        fixed (T* y = values) Broadcast.Run(default(FirstMap<T>), y, shape, source, from, null, [], null, [], accumulate: false);
        if (records) tape.Record(s_instance, output, x.Index);
        return output;
    }

    /// <inheritdoc/>
    public override void Backward(in Adjoint<T> adjoint)
    {
        T* gradient = adjoint.Gradient(adjoint.Entry.Input0, out bool accumulate);
        ref readonly Node<T> output = ref adjoint.Output;
        ReadOnlySpan<int> shape = adjoint.ShapeOf(in output);
        AxisSum.Run(output.Gradient, shape, Axes.Repeated(adjoint.ShapeOf(in adjoint.Input0), shape), gradient, accumulate, adjoint.Arena);
    }

    /// <inheritdoc/>
    public override void Differentiate(in RecordedAdjoint<T> adjoint) => adjoint.Add(adjoint.Entry.Input0, adjoint.Gradient);
}

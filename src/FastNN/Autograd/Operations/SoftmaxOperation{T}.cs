using System.Numerics;
using FastNN.Kernels;

namespace FastNN.Autograd;

/// <summary>The softmax of each row; adjoint <c>x̄ᵢ += yᵢ·(ȳᵢ − Σⱼ ȳⱼ·yⱼ)</c>, from the output.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed unsafe class SoftmaxOperation<T> : Operation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly SoftmaxOperation<T> s_instance = new();

    /// <inheritdoc/>
    public override string Name => "softmax";

    /// <summary>Computes and records the softmax along the last axis.</summary>
    public static Variable<T> Record(Variable<T> x)
    {
        Tape<T> tape = x.Tape;
        Node<T> input = tape.Resolve(x, s_instance.Name);
        ReadOnlySpan<int> shape = tape.ShapeOf(in input);
        if (shape.Length == 0) throw new ArgumentException("softmax: a scalar has no axis to run along; give it a shape", nameof(x));
        int columns = shape[^1];
        Variable<T> output = tape.NewNode(shape, input.RequiresGrad, out Span<T> values);
        if (columns > 0) Rows.Softmax(new ReadOnlySpan<T>(input.Value, input.Count), input.Count / columns, columns, values);
        if (input.RequiresGrad) tape.Record(s_instance, output, x.Index).Attribute = columns;
        return output;
    }

    /// <inheritdoc/>
    public override void Backward(in Adjoint<T> adjoint)
    {
        ref readonly Node<T> output = ref adjoint.Output;
        int columns = adjoint.Entry.Attribute, count = output.Count;
        var gradient = new Span<T>(adjoint.Gradient(adjoint.Entry.Input0, out bool accumulate), count);
        if (columns == 0) return;
        RowGradients.Softmax(
            new ReadOnlySpan<T>(output.Gradient, count), new ReadOnlySpan<T>(output.Value, count), count / columns, columns, gradient, accumulate);
    }
}

using System.Numerics;
using FastNN.Kernels;

namespace FastNN.Autograd;

/// <summary>The sum of all elements; adjoint <c>x̄ᵢ += ȳ</c>.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed unsafe class SumOperation<T> : Operation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly SumOperation<T> s_instance = new();

    /// <inheritdoc/>
    public override string Name => "sum";

    /// <summary>Computes and records the reduction to a scalar.</summary>
    public static Variable<T> Record(Variable<T> x)
    {
        Tape<T> tape = x.Tape;
        Node<T> input = tape.Resolve(x, s_instance.Name);
        Variable<T> output = tape.NewNode([], input.RequiresGrad, out Span<T> values);
        values[0] = Reductions.Sum(new ReadOnlySpan<T>(input.Value, input.Count));
        if (input.RequiresGrad) tape.Record(s_instance, output, x.Index);
        return output;
    }

    /// <inheritdoc/>
    public override void Backward(in Adjoint<T> adjoint)
    {
        int count = adjoint.Input0.Count;
        T share = *adjoint.Output.Gradient;
        var gradient = new Span<T>(adjoint.Gradient(adjoint.Entry.Input0, out bool accumulate), count);
        if (accumulate) Arithmetic.Shift(gradient, share, gradient);
        else gradient.Fill(share);
    }
}

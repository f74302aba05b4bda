using System.Numerics;
using FastNN.Kernels;
using FastNN.Random;

namespace FastNN.Autograd;

/// <summary>
/// Dropout: each element is zero with probability p, and <c>x / (1 − p)</c> otherwise, so that the expectation stays; adjoint the same
/// choice of ȳ.
/// </summary>
/// <remarks>Source: N. Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting", 2014, scaled at training time.</remarks>
/// <typeparam name="T">The element type.</typeparam>
internal sealed unsafe class DropoutOperation<T> : Operation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly DropoutOperation<T> s_instance = new();

    /// <inheritdoc/>
    public override string Name => "dropout";

    /// <summary>Computes and records the choice.</summary>
    public static Variable<T> Record(Variable<T> x, double rate, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        if (!(rate >= 0 && rate < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(rate), rate, $"dropout of shape {ShapeText.Of(x)}: the rate is a probability from 0 to below 1");
        }

        Tape<T> tape = x.Tape;
        ref Node<T> input = ref tape.Operand(x, s_instance);
        bool records = tape.Records(input.RequiresGrad);
        T* source = input.Value;
        int count = input.Count;
        Variable<T> mask = tape.NewLike(in input, requiresGrad: false, out T* weights);
        Variable<T> output = tape.NewLike(in tape.Node(mask.Index), records, out T* y);
        T scale = T.CreateChecked(1 / (1 - rate));
        random.FillChoice(new Span<T>(weights, count), rate, T.Zero, scale);
        Map.Run(default(Product<T>), source, weights, y, count);
        if (records) tape.Record(s_instance, output, x.Index, mask.Index);
        return output;
    }

    /// <inheritdoc/>
    public override void Backward(in Adjoint<T> adjoint)
    {
        T* gradient = adjoint.Gradient(adjoint.Entry.Input0, out bool accumulate);
        ref readonly Node<T> y = ref adjoint.Output;
        Map.Run(default(Product<T>), y.Gradient, adjoint.Input1.Value, gradient, y.Count, accumulate);
    }

    /// <inheritdoc/>
    public override void Differentiate(in RecordedAdjoint<T> adjoint) =>
        adjoint.Add(adjoint.Entry.Input0, adjoint.Gradient * adjoint.Input1);
}

using System.Numerics;
using FastNN.Autograd;

namespace FastNN.Layers;

/// <summary>What a model does at once: a layer, or a linear layer with the activation behind it.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal readonly struct SequentialStep<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Layer<T> _layer;
    private readonly Linear<T>? _linear;
    private readonly ActivationFunction<T>? _activation;

    private SequentialStep(Layer<T> layer, ActivationLayer<T>? activation, int outputSize)
    {
        _layer = layer;
        _linear = activation == null ? null : (Linear<T>)layer;
        _activation = activation?.Function;
        OutputSize = outputSize;
    }

    /// <summary>Gets the number of features that the step makes.</summary>
    public int OutputSize { get; }

    /// <summary>Gets whether the step is a linear layer, with an activation or without.</summary>
    public bool IsLinear => _layer is Linear<T>;

    /// <summary>Gets whether the step is a linear layer with an activation.</summary>
    public bool HasActivation => _activation != null;

    /// <summary>Puts layers together into steps.</summary>
    /// <param name="layers">The layers.</param>
    /// <param name="sizes">The features before the first layer and after each.</param>
    public static SequentialStep<T>[] Plan(Layer<T>[] layers, int[] sizes)
    {
        var steps = new List<SequentialStep<T>>();
        for (int i = 0; i < layers.Length; i++)
        {
            var activation = i + 1 < layers.Length && layers[i] is Linear<T> ? layers[i + 1] as ActivationLayer<T> : null;
            int last = activation == null ? i : i + 1;
            steps.Add(new SequentialStep<T>(layers[i], activation, sizes[last + 1]));
            i = last;
        }

        return [.. steps];
    }

    /// <summary>Records the step.</summary>
    public Variable<T> Forward(Tape<T> tape, Variable<T> input) =>
        _activation == null ? _layer.Forward(tape, input) : _activation.ForwardAfter(_linear!, tape, input);

    /// <summary>Computes the step without recording it.</summary>
    public void Infer(ReadOnlySpan<T> input, Span<T> output, int rows, InferenceContext<T> context)
    {
        if (_activation == null) _layer.Infer(input, output, rows, context);
        else _activation.InferAfter(_linear!, input, output, rows, context);
    }
}

using System.Numerics;
using FastNN.Autograd;
using FastNN.Memory;
using FastNN.Random;

namespace FastNN.Layers;

/// <summary>A model of layers one after another. It owns the memory of all their parameters; dispose it to give that back.</summary>
/// <remarks>
/// <see cref="Predict(ReadOnlySpan{T}, Span{T}, InferenceContext{T})"/> with a context of one's own may be called by several threads at
/// once as long as nobody trains the model; everything else is for one thread at a time.
/// </remarks>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
public sealed class Sequential<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Layer<T>[] _layers;
    private readonly SequentialStep<T>[] _steps;
    private readonly int[] _sizes;
    private readonly int _widest;
    private readonly InferenceContext<T> _ownContext = new();

    /// <summary>Creates a model with first weights drawn from seed 0.</summary>
    /// <param name="layers">The layers from input to output; the first is a <see cref="Linear{T}"/>.</param>
    /// <exception cref="ArgumentException">Neighbouring layers do not fit, or there are none.</exception>
    public Sequential(params Layer<T>[] layers)
        : this(seed: 0, layers)
    {
    }

    /// <summary>Creates a model.</summary>
    /// <param name="seed">The seed of the first weights; each parameter has its own stream of it.</param>
    /// <param name="layers">The layers from input to output; the first is a <see cref="Linear{T}"/>.</param>
    /// <exception cref="ArgumentException">Neighbouring layers do not fit, or there are none.</exception>
    public Sequential(ulong seed, params Layer<T>[] layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        if (layers.Length == 0 || layers[0] is not Linear<T> first)
        {
            throw new ArgumentException("a Sequential begins with a Linear layer, which fixes the number of input features", nameof(layers));
        }

        _layers = [.. layers];
        _sizes = new int[layers.Length + 1];
        _sizes[0] = first.Inputs;
        for (int i = 0; i < layers.Length; i++)
        {
            ArgumentNullException.ThrowIfNull(layers[i], nameof(layers));
            try
            {
                _sizes[i + 1] = layers[i].OutputSize(_sizes[i]);
            }
            catch (ArgumentException fault)
            {
                throw new ArgumentException($"layer {i} ({layers[i].Kind}): {fault.Message}", nameof(layers), fault);
            }
        }

        _widest = _sizes.Max();
        _steps = SequentialStep<T>.Plan(_layers, _sizes);
        Parameters = new ParameterBuffer<T>([.. _layers.SelectMany(layer => layer.Parameters)]);
        Initialize(seed);
    }

    /// <summary>Gets the layers from input to output.</summary>
    public IReadOnlyList<Layer<T>> Layers => _layers;

    /// <summary>Gets the number of input features.</summary>
    public int InputSize => _sizes[0];

    /// <summary>Gets the number of output features.</summary>
    public int OutputSize => _sizes[^1];

    /// <summary>Gets all parameters in one buffer, and their gradients in another.</summary>
    public ParameterBuffer<T> Parameters { get; }

    /// <summary>Gets the number of parameters.</summary>
    public int ParameterCount => Parameters.Count;

    /// <summary>Draws first values anew: weights by their layers' rules, biases zero.</summary>
    /// <param name="seed">The seed.</param>
    public void Initialize(ulong seed)
    {
        ulong stream = 0;
        for (int i = 0; i < _layers.Length; i++)
        {
            bool rectifierFollows = i + 1 < _layers.Length && _layers[i + 1] is ActivationLayer<T> { IsRectifier: true };
            Initializer rule = _layers[i].Initializer ?? (rectifierFollows ? Initializer.HeUniform : Initializer.XavierUniform);
            foreach (Parameter<T> parameter in _layers[i].Parameters)
            {
                if (parameter.Kind == ParameterKind.Bias) parameter.Values.Clear();
                else rule.Fill(new RandomStream(seed, stream), parameter.Rows, parameter.Columns, parameter.Values);
                stream++;
            }
        }
    }

    /// <summary>Records the model on a tape.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="input">The input, [rows, <see cref="InputSize"/>].</param>
    /// <returns>The output, [rows, <see cref="OutputSize"/>].</returns>
    /// <exception cref="ArgumentException">The input has another shape.</exception>
    public Variable<T> Forward(Tape<T> tape, Variable<T> input)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ReadOnlySpan<int> shape = input.Shape;
        if (shape.Length != 2 || shape[1] != InputSize)
        {
            throw new ArgumentException($"the model needs an input of shape [rows, {InputSize}], got {ShapeText.Of(shape)}", nameof(input));
        }

        for (int i = 0; i < _steps.Length; i++)
        {
            input = _steps[i].Forward(tape, input);

            // What lies between two linear layers stays between them.
            if (_steps[i].HasActivation && i + 1 < _steps.Length && _steps[i + 1].IsLinear) tape.Node(input.Index).IsInner = true;
        }

        return input;
    }

    /// <summary>Computes the model's output for rows of input, without recording. Allocates nothing once it has seen as many rows.</summary>
    /// <param name="input">The input, rows × <see cref="InputSize"/>, row-major.</param>
    /// <param name="output">The output, rows × <see cref="OutputSize"/>; may overlap the input.</param>
    /// <exception cref="ArgumentException">The spans do not hold the same whole number of rows.</exception>
    public void Predict(ReadOnlySpan<T> input, Span<T> output) => Predict(input, output, _ownContext);

    /// <summary>Computes the model's output with scratch and threads of the caller's.</summary>
    /// <param name="input">The input, rows × <see cref="InputSize"/>, row-major.</param>
    /// <param name="output">The output, rows × <see cref="OutputSize"/>; may overlap the input.</param>
    /// <param name="context">Scratch and threads; one caller at a time.</param>
    /// <exception cref="ArgumentException">The spans do not hold the same whole number of rows.</exception>
    public void Predict(ReadOnlySpan<T> input, Span<T> output, InferenceContext<T> context)
    {
        ArgumentNullException.ThrowIfNull(context);
        int rows = input.Length / InputSize;
        if ((long)rows * InputSize != input.Length || (long)rows * OutputSize != output.Length)
        {
            throw new ArgumentException(
                $"rows of {InputSize} features in and {OutputSize} out are needed, got {input.Length} and {output.Length} elements", nameof(output));
        }

        if ((long)rows * _widest > Arena<T>.MaxCount)
        {
            throw new ArgumentException(
                $"{rows} rows of the model's widest layer, {_widest}, are more than the {Arena<T>.MaxCount} elements possible: give fewer rows at a time",
                nameof(input));
        }

        ArenaMark mark = context.Scratch.Mark;
        Span<T> ping = context.Scratch.Take(rows * _widest);
        Span<T> pong = context.Scratch.Take(rows * _widest);
        ReadOnlySpan<T> current = input;
        if (_steps.Length == 1 && input.Overlaps(output))
        {
            // Nothing lies between the two that would keep them apart.
            input.CopyTo(ping);
            current = ping[..input.Length];
        }

        for (int i = 0; i < _steps.Length; i++)
        {
            Span<T> next = i == _steps.Length - 1 ? output : ping[..(rows * _steps[i].OutputSize)];
            _steps[i].Infer(current, next, rows, context);
            current = next;
            Span<T> used = ping;
            ping = pong;
            pong = used;
        }

        context.Scratch.Rewind(mark);
    }

    /// <summary>Says where, in the data and on the way from input to output, the first value is that is NaN or infinite.</summary>
    internal string FindNonFinite(ReadOnlySpan<T> input, ReadOnlySpan<T> targets, InferenceContext<T> context)
    {
        if (input.ContainsNonFinite()) return "the input features";
        if (targets.ContainsNonFinite()) return "the targets";
        for (int i = 0; i < _layers.Length; i++)
        {
            foreach (Parameter<T> parameter in _layers[i].Parameters)
            {
                if (((ReadOnlySpan<T>)parameter.Values).ContainsNonFinite()) return $"layer {i} ({_layers[i].Kind}), its {parameter.Name}";
            }
        }

        int rows = input.Length / InputSize;
        ArenaMark mark = context.Scratch.Mark;
        ReadOnlySpan<T> current = input;
        string where = "the loss";
        for (int i = 0; i < _layers.Length; i++)
        {
            Span<T> next = context.Scratch.Take(rows * _sizes[i + 1]);
            _layers[i].Infer(current, next, rows, context);
            current = next;
            if (!current.ContainsNonFinite()) continue;
            where = $"the output of layer {i} ({_layers[i].Kind})";
            break;
        }

        context.Scratch.Rewind(mark);
        return where;
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        Parameters.Dispose();
        _ownContext.Dispose();
    }
}

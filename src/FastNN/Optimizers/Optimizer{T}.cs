using System.Numerics;
using FastNN.Layers;
using FastNN.Memory;

namespace FastNN.Optimizers;

/// <summary>
/// Moves all parameters of a model against their gradients in one sweep. It keeps its state, if any, in buffers of the model's layout,
/// made at the first step; an optimizer therefore serves one model.
/// </summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
public abstract class Optimizer<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A bound that keeps infinity out.</summary>
    private protected static readonly T LargestCoefficient = T.CreateChecked(1e30);

    private readonly List<AlignedBuffer<T>> _state = [];
    private ParameterBuffer<T>? _owner;
    private T _learningRate;

    private protected Optimizer(T learningRate) => LearningRate = learningRate;

    /// <summary>Gets the name as tools and model files know it.</summary>
    public abstract string Name { get; }

    /// <summary>Gets or sets the factor of a step, finite and zero or more. A schedule may set it before each step.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public T LearningRate
    {
        get => _learningRate;
        set => _learningRate = RequireInRange(value, T.Zero, LargestCoefficient, "learning rate");
    }

    /// <summary>Gets the number of steps taken.</summary>
    public long StepCount { get; private set; }

    /// <summary>Takes one step.</summary>
    /// <param name="parameters">The model's parameters and gradients.</param>
    /// <exception cref="InvalidOperationException">The optimizer has served another model.</exception>
    public void Step(ParameterBuffer<T> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (_owner != parameters)
        {
            if (_owner != null) throw new InvalidOperationException("the optimizer keeps the state of another model; make one for each model");
            for (int i = 0; i < StateCount; i++)
            {
                _state.Add(new AlignedBuffer<T>(parameters.Values.Length));
                if (InitialState != T.Zero) _state[i].Span.Fill(InitialState);
            }

            _owner = parameters;
        }

        StepCount++;
        Update(parameters.Values, parameters.Gradients);
    }

    /// <summary>Gives the memory of the state back.</summary>
    public void Dispose()
    {
        foreach (AlignedBuffer<T> buffer in _state) buffer.Dispose();
    }

    /// <summary>Gets the number of state buffers.</summary>
    private protected abstract int StateCount { get; }

    /// <summary>Gets what every element of the state is before the first step.</summary>
    private protected virtual T InitialState => T.Zero;

    /// <summary>Gets a state buffer.</summary>
    private protected Span<T> State(int index) => _state[index].Span;

    /// <summary>Moves the parameters.</summary>
    private protected abstract void Update(Span<T> values, ReadOnlySpan<T> gradients);

    /// <summary>Checks a coefficient.</summary>
    private protected static TValue RequireInRange<TValue>(TValue value, TValue least, TValue most, string what)
        where TValue : INumber<TValue> => value >= least && value <= most
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, $"{what}: needed is a number from {least} to {most}, got {value}");
}

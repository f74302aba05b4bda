using System.Numerics;
using FastNN.Kernels;
using FastNN.Layers;
using FastNN.Memory;
using FastNN.Threading;

namespace FastNN.Optimizers;

/// <summary>
/// Moves all parameters of a model against their gradients in one sweep. It keeps its state, if any, in buffers of the model's layout,
/// made at the first step; an optimizer therefore serves one model.
/// </summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
public abstract unsafe class Optimizer<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A bound that keeps infinity out.</summary>
    private protected static readonly T LargestCoefficient = T.CreateChecked(1e30);

    // PyTorch's summand of the norm, which keeps the quotient finite.
    private const double NormOffset = 1e-6;

    private readonly List<AlignedBuffer<T>> _state = [];
    private ParameterBuffer<T>? _owner;
    private T _learningRate;
    private double? _maxGradientNorm;
    private bool _disposed;

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

    /// <summary>
    /// Gets or sets the largest Euclidean norm that the gradient of all parameters together may have, above zero; null, the default, to
    /// leave the gradient alone and not measure it, or infinity to measure it only. A step then goes by <c>scale·g</c>, where
    /// <c>scale = min(1, max / (‖g‖ + 10⁻⁶))</c>.
    /// </summary>
    /// <remarks>
    /// <para>The factor is applied within the sweep: the gradients in the buffer stay as they are, and a factor of 1 changes no bit. Weight
    /// decay that is added to the gradient is added after it was scaled. The formula is that of PyTorch's <c>clip_grad_norm_</c>; R. Pascanu,
    /// T. Mikolov, Y. Bengio, "On the difficulty of training recurrent neural networks", 2013.</para>
    /// <para>With a norm that is NaN or infinite no step is taken: parameters, state and <see cref="StepCount"/> stay as they were, since no
    /// factor makes a direction of such a gradient. <see cref="LastGradientNorm"/> and <see cref="SkippedStepCount"/> tell, and a
    /// <see cref="Training.Trainer{T}"/> stops unless it was told to allow it.</para>
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is zero, negative or NaN.</exception>
    public double? MaxGradientNorm
    {
        get => _maxGradientNorm;
        set => _maxGradientNorm = value is null or > 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"largest gradient norm: needed is a number above 0, or null, got {value}");
    }

    /// <summary>
    /// Gets the norm of the last step's gradient before it was scaled; null where <see cref="MaxGradientNorm"/> did not ask for it. It is a
    /// <c>double</c> for any element type: the norm of finite floats may exceed their range.
    /// </summary>
    public double? LastGradientNorm { get; private set; }

    /// <summary>Gets the number of steps taken.</summary>
    public long StepCount { get; private set; }

    /// <summary>Gets the number of steps that were not taken because the norm of the gradient was NaN or infinite.</summary>
    public long SkippedStepCount { get; private set; }

    /// <summary>Takes one step.</summary>
    /// <remarks>The result does not depend on the number of threads. After the first step, nothing is allocated.</remarks>
    /// <param name="parameters">The model's parameters and gradients.</param>
    /// <param name="pool">A team of threads that shares the sweep over a large model, or null for the calling thread alone.</param>
    /// <exception cref="InvalidOperationException">The optimizer has served another model.</exception>
    /// <exception cref="ObjectDisposedException">The optimizer was disposed.</exception>
    public void Step(ParameterBuffer<T> parameters, WorkerPool? pool = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_owner != parameters) Begin(parameters);
        double scale = 1;
        LastGradientNorm = null;
        if (_maxGradientNorm is { } most)
        {
            double norm = EuclideanNorm.Of<T>(parameters.Gradients);
            LastGradientNorm = norm;
            if (!double.IsFinite(norm))
            {
                SkippedStepCount++;
                return;
            }

            scale = Math.Min(1, most / (norm + NormOffset));
        }

        StepCount++;
        fixed (T* values = parameters.Values, gradients = parameters.Gradients)
        {
            UpdateOperands<T> operands = default;
            operands.Parameters = values;
            operands.Gradients = gradients;
            operands.First = StateCount > 0 ? _state[0].Pointer : null;
            operands.Second = StateCount > 1 ? _state[1].Pointer : null;
            operands.Count = parameters.Values.Length;
            var sweep = new Sweep<T>(in operands, scale, pool);
            Update(in sweep);
        }
    }

    /// <summary>Gives the memory of the state back.</summary>
    public void Dispose()
    {
        _disposed = true;
        foreach (AlignedBuffer<T> buffer in _state) buffer.Dispose();
    }

    /// <summary>Gets the number of state buffers.</summary>
    private protected abstract int StateCount { get; }

    /// <summary>Gets what every element of the state is before the first step.</summary>
    private protected virtual T InitialState => T.Zero;

    /// <summary>Moves the parameters: runs the sweep by the rule with its coefficients of this step.</summary>
    private protected abstract void Update(in Sweep<T> sweep);

    /// <summary>Checks a coefficient.</summary>
    private protected static TValue RequireInRange<TValue>(TValue value, TValue least, TValue most, string what)
        where TValue : INumber<TValue> => value >= least && value <= most
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, $"{what}: needed is a number from {least} to {most}, got {value}");

    private void Begin(ParameterBuffer<T> parameters)
    {
        if (_owner != null) throw new InvalidOperationException("the optimizer keeps the state of another model; make one for each model");
        for (int i = 0; i < StateCount; i++)
        {
            _state.Add(new AlignedBuffer<T>(parameters.Values.Length));
            if (InitialState != T.Zero) _state[i].Span.Fill(InitialState);
        }

        _owner = parameters;
    }
}

using System.Numerics;
using FastNN.Autograd;

namespace FastNN.Layers;

/// <summary>
/// A step of a model: maps rows of features to rows of features. A layer declares its parameters and gets their memory from the
/// model that it is put into; it belongs to one model only.
/// </summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
public abstract class Layer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly List<Parameter<T>> _parameters = [];

    /// <summary>Gets the kind's name as model files and listings show it, such as <c>linear</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>Gets the parameters, weight before bias.</summary>
    public IReadOnlyList<Parameter<T>> Parameters => _parameters;

    /// <summary>Gets the rule for the first weights, or null to let the model choose by the activation that follows.</summary>
    public Initializer? Initializer { get; protected init; }

    /// <summary>Gets the number of features that the layer makes.</summary>
    /// <param name="inputSize">The number of features that it is given.</param>
    /// <returns>The number of columns of the output.</returns>
    /// <exception cref="ArgumentException">The layer cannot take that many.</exception>
    public virtual int OutputSize(int inputSize) => inputSize;

    /// <summary>Records the layer on a tape.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="input">The input, [rows, features].</param>
    /// <returns>The output, [rows, features made].</returns>
    public abstract Variable<T> Forward(Tape<T> tape, Variable<T> input);

    /// <summary>Computes the layer without recording it.</summary>
    /// <param name="input">The input, rows × features.</param>
    /// <param name="output">The output, rows × features made; apart from the input, or where the layer works by elements the same memory.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="context">Scratch and threads.</param>
    /// <exception cref="ArgumentException">The spans do not hold that many rows, or overlap.</exception>
    public abstract void Infer(ReadOnlySpan<T> input, Span<T> output, int rows, InferenceContext<T> context);

    /// <summary>Declares a parameter; for constructors of derived layers.</summary>
    /// <param name="name">The name within the layer.</param>
    /// <param name="kind">What it does.</param>
    /// <param name="rows">The number of rows, at least one.</param>
    /// <param name="columns">The number of columns, at least one.</param>
    /// <returns>The parameter, without values yet.</returns>
    protected Parameter<T> AddParameter(string name, ParameterKind kind, int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if ((long)rows * columns > Array.MaxLength)
        {
            throw new ArgumentException($"a {rows}×{columns} parameter has more than {Array.MaxLength} elements", nameof(columns));
        }

        var parameter = new Parameter<T>(name, kind, rows, columns);
        _parameters.Add(parameter);
        return parameter;
    }
}

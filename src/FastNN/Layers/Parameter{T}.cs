using System.Numerics;
using FastNN.Autograd;
using FastNN.Memory;

namespace FastNN.Layers;

/// <summary>
/// A trainable matrix of a layer: a view of its model's one parameter buffer, with a view of the gradient buffer beside it.
/// </summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
public sealed unsafe class Parameter<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private AlignedBuffer<T>? _values;
    private AlignedBuffer<T>? _gradients;
    private int _start;
    private Variable<T> _recorded;

    internal Parameter(string name, ParameterKind kind, int rows, int columns)
    {
        Name = name;
        Kind = kind;
        Rows = rows;
        Columns = columns;
    }

    /// <summary>Gets the name within the layer, such as <c>weight</c>.</summary>
    public string Name { get; }

    /// <summary>Gets what the parameter does.</summary>
    public ParameterKind Kind { get; }

    /// <summary>Gets the number of rows; for a weight the layer's inputs.</summary>
    public int Rows { get; }

    /// <summary>Gets the number of columns; the layer's outputs.</summary>
    public int Columns { get; }

    /// <summary>Gets the number of elements.</summary>
    public int Count => Rows * Columns;

    /// <summary>Gets the elements, row-major, for reading and writing.</summary>
    /// <exception cref="InvalidOperationException">The layer is not part of a model yet.</exception>
    public Span<T> Values => Bound(_values).Span.Slice(_start, Count);

    /// <summary>Gets the gradient that the last backward pass wrote, row-major.</summary>
    /// <remarks>
    /// A pass that does not reach the parameter leaves it as it is, and an optimizer would step by it again: where a computation leaves out
    /// some of a model's layers, clear <see cref="ParameterBuffer{T}.Gradients"/> before it.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The layer is not part of a model yet.</exception>
    public Span<T> Gradient => Bound(_gradients).Span.Slice(_start, Count);

    internal bool IsBound => _values != null;

    internal ReadOnlyMemory<T> Memory => Bound(_values).Memory.Slice(_start, Count);

    internal T* Pointer => Bound(_values).Pointer + _start;

    /// <summary>
    /// Puts the parameter on a tape; twice on one tape gives the same variable, so that gradients add up. Those of two tapes do not: the
    /// later pass overwrites what the earlier one wrote.
    /// </summary>
    /// <param name="tape">The tape.</param>
    /// <returns>A variable of shape [rows, columns]; its gradient lands in <see cref="Gradient"/>.</returns>
    public Variable<T> On(Tape<T> tape)
    {
        ArgumentNullException.ThrowIfNull(tape);
        if (_recorded.Owner == tape && _recorded.Generation == tape.Generation) return _recorded;

        // After another tape, this one may know the parameter already.
        bool mayBeKnown = _recorded.Owner is { } last && last != tape;
        _recorded = tape.Borrow(Bound(_values), Bound(_gradients), _start, [Rows, Columns], mayBeKnown);
        return _recorded;
    }

    /// <summary>Puts a variable in the parameter's place until its tape is reset, such as one at which a gradient is checked.</summary>
    internal void StandIn(Variable<T> variable) => _recorded = variable;

    internal void Bind(AlignedBuffer<T> values, AlignedBuffer<T> gradients, int start)
    {
        _values = values;
        _gradients = gradients;
        _start = start;
    }

    private AlignedBuffer<T> Bound(AlignedBuffer<T>? buffer) =>
        buffer ?? throw new InvalidOperationException($"parameter '{Name}' has no values yet: put its layer into a Sequential first");
}

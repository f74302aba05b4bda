using System.Numerics;

namespace FastNN.Autograd;

/// <summary>What the adjoint of one recorded operation sees where the backward pass is recorded itself: variables in, variables out.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal readonly ref struct RecordedAdjoint<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Entry<T> _entry;

    // The entry is copied: recording may move the tape's arrays.
    public RecordedAdjoint(Tape<T> tape, in Entry<T> entry, Variable<T> gradient)
    {
        Tape = tape;
        _entry = entry;
        Gradient = gradient;
    }

    /// <summary>Gets the tape.</summary>
    public Tape<T> Tape { get; }

    /// <summary>Gets the entry.</summary>
    public Entry<T> Entry => _entry;

    /// <summary>Gets the gradient of the output.</summary>
    public Variable<T> Gradient { get; }

    /// <summary>Gets the output.</summary>
    public Variable<T> Output => Tape.VariableOf(_entry.Output);

    /// <summary>Gets the first input.</summary>
    public Variable<T> Input0 => Tape.VariableOf(_entry.Input0);

    /// <summary>Gets the second input.</summary>
    public Variable<T> Input1 => Tape.VariableOf(_entry.Input1);

    /// <summary>Gets the third input.</summary>
    public Variable<T> Input2 => Tape.VariableOf(_entry.Input2);

    /// <summary>Tells whether a gradient of an input is wanted.</summary>
    public bool Wants(int input) => Tape.Node(input).RequiresGrad;

    /// <summary>Adds to the gradient of an input; a gradient over a larger, broadcast shape is summed down to the input's.</summary>
    public void Add(int input, Variable<T> gradient) =>
        Tape.AddGradient(input, SumOperation<T>.RecordTo(gradient, Tape.ShapeOf(in Tape.Node(input))));
}

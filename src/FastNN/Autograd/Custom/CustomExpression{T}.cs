using System.Numerics;

namespace FastNN.Autograd;

/// <summary>What the adjoint of one use of a custom operation is expressed with where the backward pass is recorded.</summary>
/// <typeparam name="T">The element type.</typeparam>
public readonly ref struct CustomExpression<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly RecordedAdjoint<T> _adjoint;

    internal CustomExpression(RecordedAdjoint<T> adjoint) => _adjoint = adjoint;

    /// <summary>Gets the output.</summary>
    public Variable<T> Output => _adjoint.Output;

    /// <summary>Gets the gradient of the output.</summary>
    public Variable<T> OutputGradient => _adjoint.Gradient;

    /// <summary>Gets an input.</summary>
    /// <param name="input">The input, from 0.</param>
    /// <returns>The variable.</returns>
    public Variable<T> Input(int input) => _adjoint.Tape.VariableOf(NodeOf(input));

    /// <summary>Tells whether the gradient of an input is wanted.</summary>
    /// <param name="input">The input, from 0.</param>
    /// <returns>Whether it is.</returns>
    public bool Wants(int input) => _adjoint.Wants(NodeOf(input));

    /// <summary>Adds to the gradient of an input, unless none is wanted.</summary>
    /// <param name="input">The input, from 0.</param>
    /// <param name="gradient">What to add, of the input's shape or one that the input is broadcast to.</param>
    public void Add(int input, Variable<T> gradient)
    {
        if (Wants(input)) _adjoint.Add(NodeOf(input), gradient);
    }

    private int NodeOf(int input)
    {
        Entry<T> entry = _adjoint.Entry;
        return _adjoint.Tape.ListOf(in entry)[input];
    }
}

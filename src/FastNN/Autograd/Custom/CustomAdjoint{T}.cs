using System.Numerics;

namespace FastNN.Autograd;

/// <summary>What the adjoint of one use of a custom operation reads and adds to.</summary>
/// <typeparam name="T">The element type.</typeparam>
public readonly unsafe ref struct CustomAdjoint<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Adjoint<T> _adjoint;

    internal CustomAdjoint(Adjoint<T> adjoint) => _adjoint = adjoint;

    /// <summary>Gets the inputs.</summary>
    public CustomInputs<T> Inputs => new(_adjoint.Tape, _adjoint.List);

    /// <summary>Gets the output's elements.</summary>
    public ReadOnlySpan<T> Output => new(_adjoint.Output.Value, _adjoint.Output.Count);

    /// <summary>Gets the gradient of the output.</summary>
    public ReadOnlySpan<T> OutputGradient => new(_adjoint.Output.Gradient, _adjoint.Output.Count);

    /// <summary>Gets what the forward computation kept.</summary>
    public ReadOnlySpan<T> Kept => new(_adjoint.Entry.Saved, _adjoint.Entry.Read<int>());

    /// <summary>Tells whether the gradient of an input is wanted; what is not wanted need not be computed.</summary>
    /// <param name="input">The input, from 0.</param>
    /// <returns>Whether it is.</returns>
    public bool Wants(int input) => _adjoint.Tape.Node(_adjoint.List[input]).RequiresGrad;

    /// <summary>Gets the gradient of an input, to add to; it may hold contributions of other operations already.</summary>
    /// <param name="input">The input, from 0.</param>
    /// <returns>The gradient, row-major; empty where none is wanted. Use it before asking for another input's, which may be the same variable.</returns>
    public Span<T> InputGradient(int input)
    {
        int node = _adjoint.List[input];
        T* gradient = _adjoint.GradientForAdding(node);
        return new Span<T>(gradient, gradient == null ? 0 : _adjoint.Tape.Node(node).Count);
    }
}

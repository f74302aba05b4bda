using System.Numerics;
using FastNN.Kernels;

namespace FastNN.Autograd;

/// <summary>
/// A differentiable operation of one's own. Derive from it, compute the output in <see cref="Forward"/> and add to the gradients of the
/// inputs in <see cref="Backward"/>; <see cref="Apply"/> records it. Check it with <see cref="GradientCheck"/>.
/// </summary>
/// <remarks>
/// One object serves any number of uses and tapes, so it keeps no values of a use in fields: what the adjoint needs beside inputs and
/// output goes into the kept memory. Recording and differentiating allocate nothing if the overrides do not.
/// </remarks>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
/// <param name="name">The name that messages and listings show.</param>
public abstract class CustomOperation<T>(string name)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Gets the name that messages and listings show.</summary>
    public string Name { get; } = name ?? throw new ArgumentNullException(nameof(name));

    /// <summary>Computes and records the operation.</summary>
    /// <param name="inputs">The inputs, at least one, all on one tape.</param>
    /// <returns>The output.</returns>
    /// <exception cref="ArgumentException">There are no inputs, or the operation refuses their shapes.</exception>
    /// <exception cref="InvalidOperationException">An input belongs to another tape or was rewound.</exception>
    public Variable<T> Apply(params ReadOnlySpan<Variable<T>> inputs) => CustomEntry<T>.Record(this, inputs);

    /// <summary>Writes the shape of the output; the shape of the first input unless overridden.</summary>
    /// <param name="inputs">The inputs; throw an <see cref="ArgumentException"/> that names their shapes where they do not fit.</param>
    /// <param name="shape">Receives the sizes of the axes; it has room for 32.</param>
    /// <returns>The number of axes.</returns>
    protected virtual int OutputShape(CustomInputs<T> inputs, Span<int> shape)
    {
        inputs.Shape(0).CopyTo(shape);
        return inputs.Shape(0).Length;
    }

    /// <summary>Gets how many elements the forward computation keeps for the adjoint; none unless overridden.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <returns>The number of elements.</returns>
    protected virtual int KeptCount(CustomInputs<T> inputs) => 0;

    /// <summary>Computes the output.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="output">Receives every element of the output, row-major; it holds nothing before.</param>
    /// <param name="kept">Receives what the adjoint needs besides, <see cref="KeptCount"/> elements.</param>
    protected abstract void Forward(CustomInputs<T> inputs, Span<T> output, Span<T> kept);

    /// <summary>Adds to the gradients of the inputs what follows from the gradient of the output.</summary>
    /// <param name="adjoint">Values, gradients and kept memory of the use.</param>
    protected abstract void Backward(CustomAdjoint<T> adjoint);

    /// <summary>
    /// Does what <see cref="Backward"/> does with operations on variables, for passes with <c>createGraph</c>. Without an override such
    /// passes fail with an error that says so.
    /// </summary>
    /// <param name="adjoint">Variables of the use.</param>
    protected virtual void Differentiate(CustomExpression<T> adjoint) => throw new NotSupportedException(
        $"{Name}: the operation does not override Differentiate, so a backward pass over it cannot be recorded; override it, or call Backward "
        + "without createGraph");

    internal int ShapeFor(CustomInputs<T> inputs, Span<int> shape) => OutputShape(inputs, shape);

    internal int KeptFor(CustomInputs<T> inputs) => KeptCount(inputs);

    internal void Run(CustomInputs<T> inputs, Span<T> output, Span<T> kept) => Forward(inputs, output, kept);

    internal void RunBackward(CustomAdjoint<T> adjoint) => Backward(adjoint);

    internal void RunRecorded(CustomExpression<T> adjoint) => Differentiate(adjoint);
}

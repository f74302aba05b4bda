using System.Numerics;
using FastNN.Kernels;

namespace FastNN.Autograd;

/// <summary>A handle to a value on a tape. It is as cheap to copy as a reference, and valid until its tape is reset.</summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
public readonly unsafe struct Variable<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    internal Variable(Tape<T> owner, int index, int generation)
    {
        Owner = owner;
        Index = index;
        Generation = generation;
    }

    /// <summary>Gets the tape that the variable is recorded on.</summary>
    /// <exception cref="InvalidOperationException">The variable is empty.</exception>
    public Tape<T> Tape => Owner ?? throw new InvalidOperationException("the variable is empty (default); take one from a tape");

    /// <summary>Gets the sizes of the axes.</summary>
    public ReadOnlySpan<int> Shape => Tape.ShapeOf(in Node("Shape"));

    /// <summary>Gets the elements, row-major.</summary>
    public ReadOnlySpan<T> Values
    {
        get
        {
            ref readonly Node<T> node = ref Node("Values");
            return new ReadOnlySpan<T>(node.Value, node.Count);
        }
    }

    /// <summary>Gets whether a gradient with respect to this variable is computed.</summary>
    public bool RequiresGrad => Node("RequiresGrad").RequiresGrad;

    /// <summary>Gets the gradient that the last backward pass wrote, row-major, with as many elements as the values.</summary>
    /// <exception cref="InvalidOperationException">No backward pass has reached the variable, or it requires no gradient.</exception>
    public ReadOnlySpan<T> Gradient
    {
        get
        {
            ref readonly Node<T> node = ref Node("Gradient");
            if (node.Pass == 0)
            {
                throw new InvalidOperationException(node.RequiresGrad
                    ? "Gradient: no backward pass has reached this variable; call Backward on a result that depends on it"
                    : "Gradient: this variable requires no gradient; put it on the tape with requiresGrad: true");
            }

            return new ReadOnlySpan<T>(node.Gradient, node.Count);
        }
    }

    internal Tape<T>? Owner { get; }

    internal int Index { get; }

    internal int Generation { get; }

    /// <summary>Adds two variables of one shape.</summary>
    /// <param name="left">The first.</param>
    /// <param name="right">The second.</param>
    /// <returns><c>left + right</c>.</returns>
    public static Variable<T> operator +(Variable<T> left, Variable<T> right) => AddOperation<T>.Record(left, right);

    /// <summary>Subtracts two variables of one shape.</summary>
    /// <param name="left">The first.</param>
    /// <param name="right">The second.</param>
    /// <returns><c>left − right</c>.</returns>
    public static Variable<T> operator -(Variable<T> left, Variable<T> right) => SubtractOperation<T>.Record(left, right);

    /// <summary>Multiplies two variables of one shape, element by element.</summary>
    /// <param name="left">The first.</param>
    /// <param name="right">The second.</param>
    /// <returns><c>left · right</c>.</returns>
    public static Variable<T> operator *(Variable<T> left, Variable<T> right) => MultiplyOperation<T>.Record(left, right);

    /// <summary>Adds all elements up.</summary>
    /// <returns>A scalar.</returns>
    public Variable<T> Sum() => SumOperation<T>.Record(this);

    /// <summary>Takes the mean of all elements.</summary>
    /// <returns>A scalar.</returns>
    public Variable<T> Mean() => MeanOperation<T>.Record(this);

    /// <summary>Computes <c>1 / (1 + e⁻ˣ)</c> of every element.</summary>
    /// <returns>A variable of this shape.</returns>
    public Variable<T> Sigmoid() => ActivationOperation<T, Sigmoid<T>>.Record(this, default);

    /// <summary>Computes the hyperbolic tangent of every element.</summary>
    /// <returns>A variable of this shape.</returns>
    public Variable<T> Tanh() => ActivationOperation<T, Tanh<T>>.Record(this, default);

    /// <summary>Computes <c>max(x, 0)</c> of every element; the derivative at 0 is taken as 0.</summary>
    /// <returns>A variable of this shape.</returns>
    public Variable<T> Relu() => ActivationOperation<T, Relu<T>>.Record(this, default);

    /// <summary>Computes x where it is positive and <c>slope·x</c> elsewhere.</summary>
    /// <param name="slope">The slope below zero, zero or more.</param>
    /// <returns>A variable of this shape.</returns>
    public Variable<T> LeakyRelu(T slope) => ActivationOperation<T, LeakyRelu<T>>.Record(this, new LeakyRelu<T>(slope));

    /// <summary>Computes the softmax along the last axis.</summary>
    /// <returns>A variable of this shape.</returns>
    public Variable<T> Softmax() => SoftmaxOperation<T>.Record(this);

    /// <summary>Computes the gradient of this scalar with respect to every leaf that it depends on.</summary>
    /// <param name="retainGraph">Whether the record may be run backward again.</param>
    /// <exception cref="InvalidOperationException">
    /// The variable has more than one element, requires no gradient, or its record was used up by an earlier pass.
    /// </exception>
    public void Backward(bool retainGraph = false)
    {
        ref readonly Node<T> node = ref Node("Backward");
        if (node.Count != 1)
        {
            throw new InvalidOperationException(
                $"Backward without a gradient needs a variable of one element, this one has shape {ShapeText.Of(Shape)}; "
                + "reduce it with Sum or Mean, or call Backward(gradient)");
        }

        T one = T.One;
        Tape.Backward(this, new ReadOnlySpan<T>(in one), retainGraph);
    }

    /// <summary>Computes the product of a gradient with the Jacobian of this variable with respect to every leaf.</summary>
    /// <param name="gradient">The gradient of some scalar with respect to this variable, of as many elements.</param>
    /// <param name="retainGraph">Whether the record may be run backward again.</param>
    /// <exception cref="ArgumentException"><paramref name="gradient"/> has another number of elements.</exception>
    /// <exception cref="InvalidOperationException">The variable requires no gradient, or its record was used up.</exception>
    public void Backward(ReadOnlySpan<T> gradient, bool retainGraph = false)
    {
        ref readonly Node<T> node = ref Node("Backward");
        if (gradient.Length != node.Count)
        {
            throw new ArgumentException(
                $"Backward of a variable of shape {ShapeText.Of(Shape)} needs a gradient of {node.Count} elements, got {gradient.Length}",
                nameof(gradient));
        }

        Tape.Backward(this, gradient, retainGraph);
    }

    private ref Node<T> Node(string use) => ref Tape.Resolve(this, use);
}

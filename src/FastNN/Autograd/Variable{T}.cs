using System.Numerics;
using FastNN.Kernels;

namespace FastNN.Autograd;

/// <summary>
/// A handle to a value on a tape. It is as cheap to copy as a reference, and valid until its tape is reset. Functions of variables are
/// the methods of <see cref="VariableMath"/>, <see cref="VariableReductions"/>, <see cref="VariableNormalization"/> and
/// <see cref="VariableShapes"/>.
/// </summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
public readonly unsafe struct Variable<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Index and generation in one number: a variable travels in two registers, and one that is put together in memory from three pieces
    // would wait there for the two smaller ones to be written.
    private readonly ulong _place;

    internal Variable(Tape<T> owner, int index, int generation)
    {
        Owner = owner;
        _place = (uint)index | ((ulong)(uint)generation << 32);
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

    /// <summary>Gets the only element of a variable of one.</summary>
    /// <exception cref="InvalidOperationException">There are more, or none.</exception>
    public T Value => Node("Value").Count == 1
        ? *Node("Value").Value
        : throw new InvalidOperationException($"Value: shape {ShapeText.Of(Shape)} has not one element; read Values, or reduce it with Sum or Mean");

    /// <summary>Gets whether a gradient with respect to this variable is computed.</summary>
    public bool RequiresGrad => Node("RequiresGrad").RequiresGrad;

    /// <summary>Gets whether a backward pass has written a gradient.</summary>
    public bool HasGradient => Node("HasGradient").Pass != 0;

    /// <summary>
    /// Gets the gradient, row-major, with as many elements as the values. For a leaf it is the sum of all backward passes since the last
    /// clearing, for anything between it is that of the last pass.
    /// </summary>
    /// <exception cref="InvalidOperationException">No backward pass has reached the variable, or it requires no gradient.</exception>
    public ReadOnlySpan<T> Gradient
    {
        get
        {
            ref readonly Node<T> node = ref NodeWithGradient("Gradient");
            return new ReadOnlySpan<T>(node.Gradient, node.Count);
        }
    }

    internal Tape<T>? Owner { get; }

    internal int Index => (int)(uint)_place;

    internal int Generation => (int)(_place >> 32);

    /// <summary>Adds two variables, broadcast.</summary>
    /// <param name="left">The first.</param>
    /// <param name="right">The second.</param>
    /// <returns><c>left + right</c>.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Variable<T> operator +(Variable<T> left, Variable<T> right) => BinaryOperation<T, AddFunction<T>>.Record(left, right);

    /// <summary>Subtracts two variables, broadcast.</summary>
    /// <param name="left">The first.</param>
    /// <param name="right">The second.</param>
    /// <returns><c>left − right</c>.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Variable<T> operator -(Variable<T> left, Variable<T> right) => BinaryOperation<T, SubtractFunction<T>>.Record(left, right);

    /// <summary>Multiplies two variables element by element, broadcast.</summary>
    /// <param name="left">The first.</param>
    /// <param name="right">The second.</param>
    /// <returns><c>left · right</c>.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Variable<T> operator *(Variable<T> left, Variable<T> right) => BinaryOperation<T, MultiplyFunction<T>>.Record(left, right);

    /// <summary>Divides two variables element by element, broadcast.</summary>
    /// <param name="left">The first.</param>
    /// <param name="right">The second.</param>
    /// <returns><c>left / right</c>.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Variable<T> operator /(Variable<T> left, Variable<T> right) => BinaryOperation<T, DivideFunction<T>>.Record(left, right);

    /// <summary>Adds a number to every element.</summary>
    /// <param name="left">The variable.</param>
    /// <param name="right">The number.</param>
    /// <returns><c>left + right</c>.</returns>
    public static Variable<T> operator +(Variable<T> left, T right) => Affine(left, T.One, right);

    /// <summary>Adds a number to every element.</summary>
    /// <param name="left">The number.</param>
    /// <param name="right">The variable.</param>
    /// <returns><c>left + right</c>.</returns>
    public static Variable<T> operator +(T left, Variable<T> right) => Affine(right, T.One, left);

    /// <summary>Subtracts a number from every element.</summary>
    /// <param name="left">The variable.</param>
    /// <param name="right">The number.</param>
    /// <returns><c>left − right</c>.</returns>
    public static Variable<T> operator -(Variable<T> left, T right) => Affine(left, T.One, -right);

    /// <summary>Subtracts every element from a number.</summary>
    /// <param name="left">The number.</param>
    /// <param name="right">The variable.</param>
    /// <returns><c>left − right</c>.</returns>
    public static Variable<T> operator -(T left, Variable<T> right) => Affine(right, T.NegativeOne, left);

    /// <summary>Multiplies every element by a number.</summary>
    /// <param name="left">The variable.</param>
    /// <param name="right">The number.</param>
    /// <returns><c>left · right</c>.</returns>
    public static Variable<T> operator *(Variable<T> left, T right) => Affine(left, right, T.NegativeZero);

    /// <summary>Multiplies every element by a number.</summary>
    /// <param name="left">The number.</param>
    /// <param name="right">The variable.</param>
    /// <returns><c>left · right</c>.</returns>
    public static Variable<T> operator *(T left, Variable<T> right) => Affine(right, left, T.NegativeZero);

    /// <summary>Divides every element by a number.</summary>
    /// <param name="left">The variable.</param>
    /// <param name="right">The number.</param>
    /// <returns><c>left / right</c>.</returns>
    public static Variable<T> operator /(Variable<T> left, T right) => left / left.Tape.Constant(right);

    /// <summary>Divides a number by every element.</summary>
    /// <param name="left">The number.</param>
    /// <param name="right">The variable.</param>
    /// <returns><c>left / right</c>.</returns>
    public static Variable<T> operator /(T left, Variable<T> right) => right.Tape.Constant(left) / right;

    /// <summary>Changes the sign of every element.</summary>
    /// <param name="x">The variable.</param>
    /// <returns><c>−x</c>.</returns>
    public static Variable<T> operator -(Variable<T> x) => ActivationOperation<T, NegateFunction<T>>.Record(x, default);

    /// <summary>
    /// Gets the gradient as a variable. After a backward pass with <c>createGraph</c> it can be differentiated again; after any other it
    /// is a constant copy.
    /// </summary>
    /// <returns>A variable of this shape.</returns>
    /// <exception cref="InvalidOperationException">No backward pass has reached the variable, or it requires no gradient.</exception>
    public Variable<T> GradientVariable()
    {
        ref readonly Node<T> node = ref NodeWithGradient("GradientVariable");
        return node.GradientNode >= 0 ? Tape.VariableOf(node.GradientNode) : Tape.Constant(new ReadOnlySpan<T>(node.Gradient, node.Count)).Reshape(Shape);
    }

    /// <summary>Forgets the gradient that this variable has gathered.</summary>
    /// <exception cref="InvalidOperationException">Another thread is recording on the tape.</exception>
    public void ClearGradient()
    {
        ref Node<T> node = ref Node("ClearGradient");
        Tape.RequireUnclaimed("clear gradient", this);
        node.ClearGradient();
    }

    /// <summary>Gives the same values without their history: a constant, to which no gradient flows. Nothing is copied.</summary>
    /// <returns>A variable of this shape that requires no gradient.</returns>
    public Variable<T> Detach()
    {
        ref readonly Node<T> node = ref Node("Detach");
        Tape.Enter("detach");
        return Tape.View(node.Value, in node);
    }

    /// <summary>
    /// Calls a hook with the gradient of this variable in every backward pass, until the tape is reset. Hooks of one variable run in
    /// the order of their registration. Registering allocates, running does not.
    /// </summary>
    /// <param name="hook">What to call.</param>
    /// <exception cref="InvalidOperationException">The variable requires no gradient, or another thread is recording on the tape.</exception>
    public void RegisterHook(GradientHook<T> hook)
    {
        ArgumentNullException.ThrowIfNull(hook);
        ref Node<T> node = ref Node("RegisterHook");
        Tape.RequireUnclaimed("register hook", this);
        if (!node.RequiresGrad)
        {
            throw new InvalidOperationException(
                $"RegisterHook: the variable of shape {ShapeText.Of(Shape)} requires no gradient, so the hook would never run; put it on the tape "
                + "with requiresGrad: true");
        }

        HookList.Add(Tape, Index, hook);
    }

    /// <summary>Computes the gradient of this scalar with respect to every leaf that it depends on.</summary>
    /// <param name="retainGraph">Whether the record may be run backward again.</param>
    /// <param name="createGraph">
    /// Whether the pass itself is recorded, so that gradients (<see cref="GradientVariable"/>) can be differentiated again, to any order;
    /// the record is retained then.
    /// </param>
    /// <exception cref="InvalidOperationException">
    /// The variable has not one element, requires no gradient, or its record was used up by an earlier pass.
    /// </exception>
    public void Backward(bool retainGraph = false, bool createGraph = false)
    {
        ref readonly Node<T> node = ref Node("backward");
        if (node.Count != 1)
        {
            throw new InvalidOperationException(
                $"backward: without a gradient it needs a variable of one element, this one has shape {ShapeText.Of(Shape)}; "
                + "reduce it with Sum or Mean, or call Backward(gradient)");
        }

        T one = T.One;
        Backward(new ReadOnlySpan<T>(in one), retainGraph, createGraph);
    }

    /// <summary>Computes the product of a gradient with the Jacobian of this variable with respect to every leaf.</summary>
    /// <param name="gradient">The gradient of some scalar with respect to this variable, of as many elements.</param>
    /// <param name="retainGraph">Whether the record may be run backward again.</param>
    /// <param name="createGraph">Whether the pass itself is recorded; the record is retained then.</param>
    /// <exception cref="ArgumentException"><paramref name="gradient"/> has another number of elements.</exception>
    /// <exception cref="InvalidOperationException">The variable requires no gradient, or its record was used up.</exception>
    public void Backward(ReadOnlySpan<T> gradient, bool retainGraph = false, bool createGraph = false)
    {
        ref readonly Node<T> node = ref Node("backward");
        if (gradient.Length != node.Count)
        {
            throw new ArgumentException(
                $"backward: a variable of shape {ShapeText.Of(Shape)} needs a gradient of {node.Count} elements, got {gradient.Length}; give one "
                + "element for each of the variable's", nameof(gradient));
        }

        if (createGraph) BackwardPass.RunRecorded(Tape, this, Tape.Constant(gradient).Reshape(Shape), retainGraph: true);
        else BackwardPass.Run(Tape, this, gradient, retainGraph);
    }

    /// <summary>Computes the product of a gradient with the Jacobian; with <paramref name="createGraph"/> it may itself be differentiated by.</summary>
    /// <param name="gradient">The gradient of some scalar with respect to this variable, of its shape.</param>
    /// <param name="retainGraph">Whether the record may be run backward again.</param>
    /// <param name="createGraph">Whether the pass itself is recorded; the record is retained then.</param>
    /// <exception cref="ArgumentException"><paramref name="gradient"/> has another shape.</exception>
    /// <exception cref="InvalidOperationException">The variable requires no gradient, or its record was used up.</exception>
    public void Backward(Variable<T> gradient, bool retainGraph = false, bool createGraph = false)
    {
        ReadOnlySpan<int> shape = Shape, given = Tape.ShapeOf(in Tape.Resolve(gradient, "backward"));
        if (!shape.SequenceEqual(given))
        {
            throw new ArgumentException(
                $"backward: a variable of shape {ShapeText.Of(shape)} was given a gradient of shape {ShapeText.Of(given)}; both must be the same: "
                + "reshape or broadcast the gradient", nameof(gradient));
        }

        if (createGraph) BackwardPass.RunRecorded(Tape, this, gradient, retainGraph: true);
        else BackwardPass.Run(Tape, this, gradient.Values, retainGraph);
    }

    private static Variable<T> Affine(Variable<T> x, T scale, T shift) =>
        ActivationOperation<T, AffineFunction<T>>.Record(x, new AffineFunction<T>(scale, shift));

    private ref Node<T> Node(string use) => ref Tape.Resolve(this, use);

    private ref Node<T> NodeWithGradient(string use)
    {
        ref Node<T> node = ref Node(use);
        if (node.Pass != 0) return ref node;
        throw new InvalidOperationException(node.RequiresGrad
            ? $"{use}: no backward pass has reached this variable of shape {ShapeText.Of(Shape)}; call Backward on a result that depends on it"
            : $"{use}: this variable of shape {ShapeText.Of(Shape)} requires no gradient; put it on the tape with requiresGrad: true");
    }
}

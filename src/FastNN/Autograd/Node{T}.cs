namespace FastNN.Autograd;

/// <summary>A value on the tape: where it lies, its shape, and its gradient. Holds no references.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal unsafe struct Node<T>
    where T : unmanaged
{
    /// <summary>The elements, row-major.</summary>
    public T* Value;

    /// <summary>The gradient's elements, or null where none was asked for yet.</summary>
    public T* Gradient;

    /// <summary>The number of elements.</summary>
    public int Count;

    /// <summary>The position of the shape in the tape's list of integers. Values of one shape may share it.</summary>
    public int ShapeStart;

    /// <summary>The number of dimensions.</summary>
    public int Rank;

    /// <summary>The entry that made this value, or -1 for a leaf.</summary>
    public int Entry;

    /// <summary>The last backward pass that wrote the gradient; zero for none.</summary>
    public int Pass;

    /// <summary>The node that holds the gradient where the backward pass was recorded, or -1.</summary>
    public int GradientNode;

    /// <summary>While a pass is recorded: the node of what a leaf had gathered before it, or -1.</summary>
    public int GatheredNode;

    /// <summary>The first hook of this value in the tape's list, or -1.</summary>
    public int Hook;

    /// <summary>Whether a gradient with respect to this value is wanted.</summary>
    public bool RequiresGrad;

    /// <summary>
    /// Whether this is a layer's output that nobody but the next linear layer reads, nor can ask for the gradient of: what is kept as its
    /// gradient is then already that of the layer's sums, before the activation.
    /// </summary>
    public bool IsInner;

    /// <summary>Forgets the gradient. The values of a recorded one belong to the record and are not written to again.</summary>
    public void ClearGradient()
    {
        if (GradientNode >= 0 && Entry >= 0) Gradient = null;
        Pass = 0;
        GradientNode = -1;
    }
}

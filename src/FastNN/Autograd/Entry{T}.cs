using System.Runtime.CompilerServices;

namespace FastNN.Autograd;

/// <summary>A recorded operation: which, on what, and the little that its adjoint needs besides. Holds no references.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal unsafe struct Entry<T>
    where T : unmanaged
{
    /// <summary>The operation's number in <see cref="Operation{T}"/>'s register.</summary>
    public int Operation;

    /// <summary>The node that the operation made.</summary>
    public int Output;

    /// <summary>The nodes that it read; -1 where there are fewer.</summary>
    public int Input0;

    /// <summary>The second input.</summary>
    public int Input1;

    /// <summary>The third input.</summary>
    public int Input2;

    /// <summary>A whole-number attribute, such as a set of axes.</summary>
    public int Attribute;

    /// <summary>Where the entry's list of integers begins in the tape's: indices, permutations, or the inputs where there may be many.</summary>
    public int ListStart;

    /// <summary>The length of that list.</summary>
    public int ListCount;

    /// <summary>Values that the forward computation kept for the adjoint, in the arena; or null.</summary>
    public T* Saved;

    /// <summary>Whether a backward pass has used the entry up.</summary>
    public bool Consumed;

    /// <summary>Whether the inputs are the list and not the three fields.</summary>
    public bool ListsInputs;

    private Attributes _attributes;

    /// <summary>Keeps a small parameter struct, of at most the size of two elements.</summary>
    public void Store<TValue>(TValue value)
        where TValue : unmanaged
    {
        if (sizeof(TValue) > 2 * sizeof(T)) throw new ArgumentException($"{typeof(TValue).Name} is larger than two elements", nameof(value));
        Unsafe.As<Attributes, TValue>(ref _attributes) = value;
    }

    /// <summary>Gets the parameter struct that was kept.</summary>
    public TValue Read<TValue>()
        where TValue : unmanaged => Unsafe.As<Attributes, TValue>(ref _attributes);

    [InlineArray(2)]
    private struct Attributes
    {
        private T _first;
    }
}

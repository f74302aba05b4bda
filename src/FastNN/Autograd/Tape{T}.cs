using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using FastNN.Memory;
using FastNN.Threading;

namespace FastNN.Autograd;

/// <summary>
/// Records operations on variables as they are computed and runs them backward for gradients. The record is a flat list in reused
/// memory: after the first steps, recording, differentiating and resetting allocate nothing.
/// </summary>
/// <remarks>
/// <para>Values and gradients belong to the tape and are valid until <see cref="Reset"/> or <see cref="Dispose"/>; a variable used
/// after that is an error, not a wrong number. An operation none of whose inputs requires a gradient is computed, not recorded.</para>
/// <para>A tape is for one thread at a time. Give it a <see cref="WorkerPool"/> to let large kernels use more.</para>
/// </remarks>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
public sealed unsafe class Tape<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Node<T>[] _nodes = new Node<T>[64];
    private Entry<T>[] _entries = new Entry<T>[64];
    private int[] _dimensions = new int[128];
    private int _nodeCount;
    private int _entryCount;
    private int _dimensionCount;
    private int _pass;
    private bool _disposed;

    /// <summary>Creates an empty tape.</summary>
    /// <param name="workers">The team of threads that large kernels share; null for the calling thread alone.</param>
    public Tape(WorkerPool? workers = null) => Workers = workers;

    /// <summary>Gets the team of threads that large kernels share, or null.</summary>
    public WorkerPool? Workers { get; }

    /// <summary>Gets the number of operations recorded since the last reset.</summary>
    public int Count => _entryCount;

    internal Arena<T> Arena { get; } = new();

    internal int Generation { get; private set; } = 1;

    /// <summary>Puts a leaf on the tape: values that gradients are taken with respect to.</summary>
    /// <param name="values">The elements, row-major; they are copied.</param>
    /// <param name="shape">The sizes of the axes; without them a vector.</param>
    /// <param name="requiresGrad">Whether a gradient is wanted.</param>
    /// <returns>The variable.</returns>
    /// <exception cref="ArgumentException">The shape has not as many elements as <paramref name="values"/>.</exception>
    public Variable<T> Leaf(ReadOnlySpan<T> values, ReadOnlySpan<int> shape = default, bool requiresGrad = true)
    {
        if (shape.IsEmpty) return Leaf(values, [values.Length], requiresGrad);
        if (CountOf(shape) != values.Length)
        {
            throw new ArgumentException($"a leaf of shape {ShapeText.Of(shape)} needs {CountOf(shape)} values, got {values.Length}", nameof(values));
        }

        Variable<T> variable = NewNode(shape, requiresGrad, out Span<T> destination);
        values.CopyTo(destination);
        return variable;
    }

    /// <summary>Puts values on the tape that no gradient is wanted for.</summary>
    /// <param name="values">The elements, row-major; they are copied.</param>
    /// <param name="shape">The sizes of the axes; without them a vector.</param>
    /// <returns>The variable.</returns>
    /// <exception cref="ArgumentException">The shape has not as many elements as <paramref name="values"/>.</exception>
    public Variable<T> Constant(ReadOnlySpan<T> values, ReadOnlySpan<int> shape = default) => Leaf(values, shape, requiresGrad: false);

    /// <summary>Forgets everything recorded and takes the memory back for the next step.</summary>
    public void Reset()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _nodeCount = _entryCount = _dimensionCount = _pass = 0;
        Generation++;
        Arena.Rewind();
    }

    /// <summary>Gives the memory back to the system.</summary>
    public void Dispose()
    {
        _disposed = true;
        Generation++;
        Arena.Dispose();
    }

    internal ref Node<T> Node(int index) => ref _nodes[index];

    internal ReadOnlySpan<int> ShapeOf(in Node<T> node) => _dimensions.AsSpan(node.ShapeStart, node.Rank);

    /// <summary>Finds a variable's node, or says why there is none.</summary>
    internal ref Node<T> Resolve(Variable<T> variable, string use)
    {
        if (variable.Owner != this || variable.Generation != Generation) ThrowForeign(variable, use);
        return ref _nodes[variable.Index];
    }

    /// <summary>Gives the shape that two operands share, or says that they do not.</summary>
    internal ReadOnlySpan<int> SameShape(in Node<T> left, in Node<T> right, string use)
    {
        ReadOnlySpan<int> shape = ShapeOf(in left), other = ShapeOf(in right);
        return shape.SequenceEqual(other)
            ? shape
            : throw new ArgumentException($"{use}: operands of shapes {ShapeText.Of(shape)} and {ShapeText.Of(other)} do not match");
    }

    /// <summary>Puts a value in the arena, not yet computed.</summary>
    internal Variable<T> NewNode(ReadOnlySpan<int> shape, bool requiresGrad, out Span<T> values)
    {
        int count = CountOf(shape);
        T* pointer = Arena.TakePointer(count);
        values = new Span<T>(pointer, count);
        return AddNode(pointer, count, shape, requiresGrad);
    }

    /// <summary>Puts values on the tape that live elsewhere and stay there until the next reset, with room for their gradient.</summary>
    internal Variable<T> Borrow(T* values, T* gradient, ReadOnlySpan<int> shape)
    {
        Variable<T> variable = AddNode(values, CountOf(shape), shape, gradient != null);
        _nodes[variable.Index].Gradient = gradient;
        return variable;
    }

    /// <summary>Records an operation whose output was computed.</summary>
    internal ref Entry<T> Record(Operation<T> operation, Variable<T> output, int input0, int input1 = -1, int input2 = -1)
    {
        if (_entryCount == _entries.Length) Array.Resize(ref _entries, 2 * _entryCount);
        ref Entry<T> entry = ref _entries[_entryCount];
        entry = default;
        entry.Operation = operation.Number;
        entry.Output = output.Index;
        entry.Input0 = input0;
        entry.Input1 = input1;
        entry.Input2 = input2;
        _nodes[output.Index].Entry = _entryCount++;
        return ref entry;
    }

    /// <summary>Runs the record backward from a variable.</summary>
    internal void Backward(Variable<T> root, ReadOnlySpan<T> seed, bool retainGraph)
    {
        ref Node<T> node = ref Resolve(root, "backward");
        if (!node.RequiresGrad)
        {
            throw new InvalidOperationException("backward: the variable does not depend on any leaf that requires a gradient; "
                + "put such a leaf on the tape with requiresGrad: true");
        }

        _pass++;
        int last = node.Entry;
        seed.CopyTo(new Span<T>(GradientForWriting(root.Index, out bool accumulate), node.Count));
        if (accumulate && last < 0) throw new InvalidOperationException("backward: the variable is a leaf that already has a gradient");
        for (int i = last; i >= 0; i--)
        {
            ref Entry<T> entry = ref _entries[i];
            if (_nodes[entry.Output].Pass != _pass) continue;
            if (entry.Consumed) ThrowConsumed(in entry);
            Operation<T>.Get(entry.Operation).Backward(new Adjoint<T>(this, ref entry));
            entry.Consumed = !retainGraph;
        }
    }

    /// <summary>Gives a node's gradient for writing and notes that it is written.</summary>
    internal T* GradientForWriting(int index, out bool accumulate)
    {
        ref Node<T> node = ref _nodes[index];

        // A leaf gathers gradients over passes until they are cleared; everything else starts anew in each.
        accumulate = node.Entry < 0 ? node.Pass != 0 : node.Pass == _pass;
        node.Pass = _pass;
        if (node.Gradient == null) node.Gradient = Arena.TakePointer(node.Count);
        return node.Gradient;
    }

    private static int CountOf(ReadOnlySpan<int> shape)
    {
        int count = 1;
        foreach (int size in shape)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(size, nameof(shape));
            count = checked(count * size);
        }

        return count;
    }

    private Variable<T> AddNode(T* values, int count, ReadOnlySpan<int> shape, bool requiresGrad)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_nodeCount == _nodes.Length) Array.Resize(ref _nodes, 2 * _nodeCount);
        while (_dimensionCount + shape.Length > _dimensions.Length) Array.Resize(ref _dimensions, 2 * _dimensions.Length);
        shape.CopyTo(_dimensions.AsSpan(_dimensionCount));
        _nodes[_nodeCount] = new Node<T>
        {
            Value = values,
            Count = count,
            ShapeStart = _dimensionCount,
            Rank = shape.Length,
            Entry = -1,
            RequiresGrad = requiresGrad,
        };
        _dimensionCount += shape.Length;
        return new Variable<T>(this, _nodeCount++, Generation);
    }

    [DoesNotReturn]
    private void ThrowForeign(Variable<T> variable, string use) => throw new InvalidOperationException(
        variable.Owner == null ? $"{use}: the variable is empty (default); take one from a tape's Leaf, Constant or an operation"
        : variable.Owner != this ? $"{use}: the variable belongs to another tape; record all operands of a computation on one tape"
        : _disposed ? $"{use}: the tape of this variable was disposed"
        : $"{use}: the variable was recorded before the tape was reset; read it before Reset or record it again");

    [DoesNotReturn]
    private void ThrowConsumed(in Entry<T> entry) => throw new InvalidOperationException(
        $"backward: operation '{Operation<T>.Get(entry.Operation).Name}' with output {ShapeText.Of(ShapeOf(in _nodes[entry.Output]))} was "
        + "already differentiated; call the earlier Backward with retainGraph: true to go through it again");
}

using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.InteropServices;
using FastNN.Kernels;
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
/// <para>A tape is for one thread at a time: the first that records after a <see cref="Reset"/> or <see cref="HandOver"/> has it until the
/// next. Give it a <see cref="WorkerPool"/> to let large kernels use more.</para>
/// </remarks>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
public sealed unsafe class Tape<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly BorrowedBuffers<T> _borrowed = new();
    private Node<T>[] _nodes = new Node<T>[64];
    private Entry<T>[] _entries = new Entry<T>[64];
    private int[] _integers = new int[128];
    private int _nodeCount;
    private int _entryCount;
    private int _integerCount;
    private int _thread;
    private bool _disposed;

    /// <summary>Creates an empty tape.</summary>
    /// <param name="workers">The team of threads that large kernels share; null for the calling thread alone.</param>
    public Tape(WorkerPool? workers = null) => Workers = workers;

    /// <summary>Gets the team of threads that large kernels share, or null.</summary>
    public WorkerPool? Workers { get; }

    /// <summary>Gets the number of operations recorded since the last reset.</summary>
    public int Count => _entryCount;

    /// <summary>Gets whether operations are recorded; false within <see cref="NoGrad"/>.</summary>
    public bool IsRecording { get; internal set; } = true;

    internal Arena<T> Arena { get; } = new();

    internal int Generation { get; private set; } = 1;

    /// <summary>Gets the number of the present or last backward pass, from 1.</summary>
    internal int Pass { get; set; }

    /// <summary>Gets whether a backward pass is under way.</summary>
    internal bool InPass { get; set; }

    internal int NodeCount => _nodeCount;

    internal List<HookRecord<T>> Hooks { get; } = [];

    /// <summary>Gets the user's operations that entries refer to by position.</summary>
    internal List<CustomOperation<T>> Customs { get; } = [];

    /// <summary>Puts a leaf on the tape: values that gradients are taken with respect to.</summary>
    /// <param name="values">The elements, row-major; they are copied.</param>
    /// <param name="shape">The sizes of the axes, at most 32; without them a vector.</param>
    /// <param name="requiresGrad">Whether a gradient is wanted.</param>
    /// <returns>The variable.</returns>
    /// <exception cref="ArgumentException">The shape has not as many elements as <paramref name="values"/>.</exception>
    /// <exception cref="InvalidOperationException">Another thread is recording on the tape.</exception>
    public Variable<T> Leaf(ReadOnlySpan<T> values, ReadOnlySpan<int> shape = default, bool requiresGrad = true)
    {
        if (shape.IsEmpty) return Leaf(values, [values.Length], requiresGrad);
        if (CountOf(shape) != values.Length)
        {
            throw new ArgumentException($"a leaf of shape {ShapeText.Of(shape)} needs {CountOf(shape)} values, got {values.Length}", nameof(values));
        }

        Enter("leaf");
        Variable<T> variable = NewNode(shape, requiresGrad, out Span<T> destination);
        values.CopyTo(destination);
        return variable;
    }

    /// <summary>Puts a scalar, of no axes, on the tape as a leaf.</summary>
    /// <param name="value">The number.</param>
    /// <param name="requiresGrad">Whether a gradient is wanted.</param>
    /// <returns>The variable.</returns>
    /// <exception cref="InvalidOperationException">Another thread is recording on the tape.</exception>
    public Variable<T> Leaf(T value, bool requiresGrad = true)
    {
        Enter("leaf");
        Variable<T> variable = NewNode([], requiresGrad, out Span<T> destination);
        destination[0] = value;
        return variable;
    }

    /// <summary>Puts values on the tape that no gradient is wanted for.</summary>
    /// <param name="values">The elements, row-major; they are copied.</param>
    /// <param name="shape">The sizes of the axes, at most 32; without them a vector.</param>
    /// <returns>The variable.</returns>
    /// <exception cref="ArgumentException">The shape has not as many elements as <paramref name="values"/>.</exception>
    /// <exception cref="InvalidOperationException">Another thread is recording on the tape.</exception>
    public Variable<T> Constant(ReadOnlySpan<T> values, ReadOnlySpan<int> shape = default) => Leaf(values, shape, requiresGrad: false);

    /// <summary>Puts a scalar on the tape that no gradient is wanted for.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The variable.</returns>
    /// <exception cref="InvalidOperationException">Another thread is recording on the tape.</exception>
    public Variable<T> Constant(T value) => Leaf(value, requiresGrad: false);

    /// <summary>Computes without recording until the scope is disposed; what is computed within requires no gradient.</summary>
    /// <returns>The scope, for a <c>using</c> statement.</returns>
    /// <exception cref="InvalidOperationException">Another thread is recording on the tape.</exception>
    public NoGradScope<T> NoGrad()
    {
        RequireUnclaimed("no grad");
        return new(this);
    }

    /// <summary>Forgets the gradients that leaves have gathered, as if no backward pass had run.</summary>
    /// <exception cref="InvalidOperationException">Another thread is recording on the tape.</exception>
    public void ZeroGradients()
    {
        RequireUnclaimed("zero gradients");
        foreach (ref Node<T> node in _nodes.AsSpan(0, _nodeCount)) node.ClearGradient();
    }

    /// <summary>Forgets everything recorded and takes the memory back for the next step. Any thread may, and record anew.</summary>
    /// <exception cref="InvalidOperationException">A backward pass is under way.</exception>
    public void Reset()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (InPass) throw new InvalidOperationException("Reset: a backward pass is under way on this tape; reset it when the pass has returned");
        _nodeCount = _entryCount = _integerCount = Pass = _thread = 0;
        if (Hooks.Count > 0) Hooks.Clear();
        if (Customs.Count > 0) Customs.Clear();
        Generation++;
        _borrowed.LetDisposedGo();
        Arena.Rewind();
    }

    /// <summary>Lets another thread go on with the record. The caller sees to it that no two use it at once.</summary>
    public void HandOver() => _thread = 0;

    /// <summary>Gives the memory back to the system.</summary>
    public void Dispose()
    {
        _disposed = true;
        _thread = 0;
        Generation++;
        _borrowed.LetGo();
        Arena.Dispose();
    }

    /// <summary>Lists the record: one line for each operation, with shapes, inputs and which values require gradients.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => TapeText.List(this);

    /// <summary>Writes the computation graph in the language of Graphviz: <c>dot -Tsvg</c> draws it.</summary>
    /// <returns>The text.</returns>
    public string ToDot() => TapeText.Dot(this);

    internal ref Node<T> Node(int index) => ref _nodes[index];

    internal ref Entry<T> EntryAt(int index) => ref _entries[index];

    internal Variable<T> VariableOf(int node) => new(this, node, Generation);

    internal ReadOnlySpan<int> ShapeOf(in Node<T> node) => _integers.AsSpan(node.ShapeStart, node.Rank);

    internal ReadOnlySpan<int> ListOf(in Entry<T> entry) => _integers.AsSpan(entry.ListStart, entry.ListCount);

    /// <summary>Gets the nodes that an entry read; the span holds for as long as the entry does not move.</summary>
    internal ReadOnlySpan<int> InputsOf(ref Entry<T> entry)
    {
        if (entry.ListsInputs) return ListOf(in entry);
        int count = entry.Input2 >= 0 ? 3 : entry.Input1 >= 0 ? 2 : 1;
        return MemoryMarshal.CreateReadOnlySpan(ref entry.Input0, count);
    }

    /// <summary>Tells whether an operation is to be recorded.</summary>
    internal bool Records(bool requiresGrad) => requiresGrad & IsRecording;

    /// <summary>Finds a variable's node, or says why there is none.</summary>
    internal ref Node<T> Resolve(Variable<T> variable, string use)
    {
        if (variable.Owner != this || variable.Generation != Generation) ThrowForeign(variable, use);
        return ref _nodes[variable.Index];
    }

    /// <summary>Finds the node of an operation's first operand, which chooses the tape, and sees to it that this thread may record.</summary>
    internal ref Node<T> Operand(Variable<T> variable, Operation<T> operation)
    {
        if (variable.Generation != Generation) ThrowForeign(variable, operation.Name);
        if (_thread != Environment.CurrentManagedThreadId) Claim(operation.Name, variable);
        return ref _nodes[variable.Index];
    }

    /// <summary>Finds the node of a further operand, or says why there is none.</summary>
    internal ref Node<T> Operand(Variable<T> variable, Operation<T> operation, Variable<T> first)
    {
        if (variable.Owner != this || variable.Generation != Generation) ThrowForeign(variable, operation.Name, first);
        return ref _nodes[variable.Index];
    }

    /// <summary>Sees to it that this thread may record.</summary>
    internal void Enter(string use, Variable<T> variable = default)
    {
        if (_thread != Environment.CurrentManagedThreadId) Claim(use, variable);
    }

    /// <summary>Sees to it that no other thread is recording, without beginning to.</summary>
    internal void RequireUnclaimed(string use, Variable<T> variable = default)
    {
        if (_thread != 0 && _thread != Environment.CurrentManagedThreadId) throw TapeFault.Busy(use, variable, _thread);
    }

    /// <summary>Puts a value in the arena, not yet computed.</summary>
    internal Variable<T> NewNode(ReadOnlySpan<int> shape, bool requiresGrad, out Span<T> values)
    {
        int count = CountOf(shape);
        T* pointer = Arena.TakePointer(count);
        values = new Span<T>(pointer, count);
        return AddNode(pointer, count, AddIntegers(shape), shape.Length, requiresGrad);
    }

    /// <summary>Puts a value of another's shape in the arena, not yet computed.</summary>
    internal Variable<T> NewLike(in Node<T> like, bool requiresGrad, out T* values)
    {
        values = Arena.TakePointer(like.Count);
        return AddNode(values, like.Count, like.ShapeStart, like.Rank, requiresGrad);
    }

    /// <summary>Puts values on the tape that live elsewhere and stay there until the next reset, with room for their gradient.</summary>
    /// <remarks>Whether this thread may record is left to the operation that the values are for.</remarks>
    internal Variable<T> Borrow(T* values, T* gradient, ReadOnlySpan<int> shape)
    {
        Variable<T> variable = AddNode(values, CountOf(shape), AddIntegers(shape), shape.Length, gradient != null);
        _nodes[variable.Index].Gradient = gradient;
        return variable;
    }

    /// <summary>Puts a part of a buffer on the tape as a leaf, with a part of another as its gradient; twice gives the same variable.</summary>
    internal Variable<T> Borrow(AlignedBuffer<T> values, AlignedBuffer<T> gradients, int start, ReadOnlySpan<int> shape, bool isKnown)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        T* gradient = gradients.Pointer + start;
        for (int i = 0; isKnown && i < _nodeCount; i++)
        {
            if (_nodes[i].Gradient == gradient) return VariableOf(i);
        }

        _borrowed.Keep(values, gradients);
        return Borrow(values.Pointer + start, gradient, shape);
    }

    /// <summary>Puts another view of values on the tape that are on it already.</summary>
    internal Variable<T> View(T* values, in Node<T> like, bool requiresGrad = false) =>
        AddNode(values, like.Count, like.ShapeStart, like.Rank, requiresGrad);

    /// <summary>Puts another view of values on the tape, with a shape of its own.</summary>
    internal Variable<T> View(T* values, ReadOnlySpan<int> shape, bool requiresGrad) =>
        AddNode(values, CountOf(shape), AddIntegers(shape), shape.Length, requiresGrad);

    /// <summary>Records an operation whose output was computed.</summary>
    internal ref Entry<T> Record(Operation<T> operation, Variable<T> output, int input0, int input1 = -1, int input2 = -1)
    {
        if (_entryCount == _entries.Length) Array.Resize(ref _entries, 2 * _entryCount);
        ref Entry<T> entry = ref _entries[_entryCount];
        entry.Operation = operation.Number;
        entry.Output = output.Index;
        entry.Input0 = input0;
        entry.Input1 = input1;
        entry.Input2 = input2;
        entry.ListCount = 0;
        entry.Saved = null;
        entry.Consumed = false;
        entry.ListsInputs = false;
        _nodes[output.Index].Entry = _entryCount++;
        return ref entry;
    }

    /// <summary>Keeps a list of integers for an entry.</summary>
    internal void StoreList(ref Entry<T> entry, ReadOnlySpan<int> list) => (entry.ListStart, entry.ListCount) = (AddIntegers(list), list.Length);

    /// <summary>Gives a node's gradient for writing and notes that it is written.</summary>
    internal T* GradientForWriting(int index, out bool accumulate)
    {
        ref Node<T> node = ref _nodes[index];
        if ((node.Hook & node.GradientNode) >= 0) return BackwardPass.UnusualGradient(this, ref node, out accumulate);

        // A leaf gathers gradients over passes until they are cleared; everything else starts anew in each.
        accumulate = node.Entry < 0 ? node.Pass != 0 : node.Pass == Pass;
        node.Pass = Pass;
        if (node.Gradient == null) node.Gradient = Arena.TakePointer(node.Count);
        return node.Gradient;
    }

    /// <summary>Adds to the gradient of a node where the pass is recorded.</summary>
    internal void AddGradient(int index, Variable<T> gradient) => BackwardPass.AddRecorded(this, index, gradient);

    private static int CountOf(ReadOnlySpan<int> shape)
    {
        int count = 1;
        foreach (int size in shape)
        {
            long product = (long)count * size;
            if ((ulong)product > (ulong)Arena<T>.MaxCount) return CountOfExtreme(shape);
            count = (int)product;
        }

        return count;
    }

    // Of sizes that are negative, or too large for one value; unless another is zero.
    private static int CountOfExtreme(ReadOnlySpan<int> shape)
    {
        foreach (int size in shape) ArgumentOutOfRangeException.ThrowIfNegative(size, nameof(shape));
        if (shape.Contains(0)) return 0;
        throw new ArgumentException($"a value of shape {ShapeText.Of(shape)} has more elements than the {Arena<T>.MaxCount} that are possible");
    }

    private int AddIntegers(ReadOnlySpan<int> values)
    {
        while (_integerCount + values.Length > _integers.Length) Array.Resize(ref _integers, 2 * _integers.Length);
        values.CopyTo(_integers.AsSpan(_integerCount));
        _integerCount += values.Length;
        return _integerCount - values.Length;
    }

    private Variable<T> AddNode(T* values, int count, int shapeStart, int rank, bool requiresGrad)
    {
        if (rank > BroadcastPlan.MaxRank) throw new ArgumentException($"a value has {rank} axes; at most {BroadcastPlan.MaxRank} are possible");
        if (_nodeCount == _nodes.Length) Array.Resize(ref _nodes, 2 * _nodeCount);
        ref Node<T> node = ref _nodes[_nodeCount];
        node.Value = values;
        node.Gradient = null;
        node.Count = count;
        node.ShapeStart = shapeStart;
        node.Rank = rank;
        node.Entry = -1;
        node.Pass = 0;
        node.GradientNode = -1;
        node.GatheredNode = -1;
        node.Hook = -1;
        node.RequiresGrad = requiresGrad;
        node.IsInner = false;
        return new Variable<T>(this, _nodeCount++, Generation);
    }

    private void Claim(string use, Variable<T> variable)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_thread != 0) throw TapeFault.Busy(use, variable, _thread);
        _thread = Environment.CurrentManagedThreadId;
    }

    [DoesNotReturn]
    private void ThrowForeign(Variable<T> variable, string use, Variable<T> first = default) =>
        throw TapeFault.Foreign(use, variable, first, this, _disposed);
}

using System.Numerics;
using FastNN.Kernels;
using FastNN.Memory;
using FastNN.Threading;

namespace FastNN.Autograd;

/// <summary>What the adjoint of one recorded operation sees: values and gradients of its output and inputs, and scratch.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal readonly unsafe ref struct Adjoint<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ref Entry<T> _entry;

    public Adjoint(Tape<T> tape, ref Entry<T> entry)
    {
        Tape = tape;
        _entry = ref entry;
    }

    /// <summary>Gets the tape.</summary>
    public Tape<T> Tape { get; }

    /// <summary>Gets the entry.</summary>
    public ref Entry<T> Entry => ref _entry;

    /// <summary>Gets the output.</summary>
    public ref readonly Node<T> Output => ref Tape.Node(_entry.Output);

    /// <summary>Gets the first input.</summary>
    public ref readonly Node<T> Input0 => ref Tape.Node(_entry.Input0);

    /// <summary>Gets the second input.</summary>
    public ref readonly Node<T> Input1 => ref Tape.Node(_entry.Input1);

    /// <summary>Gets the third input.</summary>
    public ref readonly Node<T> Input2 => ref Tape.Node(_entry.Input2);

    /// <summary>Gets the team that large kernels share, or null.</summary>
    public WorkerPool? Workers => Tape.Workers;

    /// <summary>Gets the arena; whoever takes scratch from it gives it back before asking for another gradient.</summary>
    public Arena<T> Arena => Tape.Arena;

    /// <summary>Gives the gradient of an input for writing, or null where none is wanted.</summary>
    /// <param name="input">The input's node.</param>
    /// <param name="accumulate">Whether to add to what is there; else it holds nothing and must be overwritten as a whole.</param>
    /// <remarks>Ask for one input, write it, then ask for the next: two inputs may be the same node.</remarks>
    public T* Gradient(int input, out bool accumulate)
    {
        accumulate = false;
        return Tape.Node(input).RequiresGrad ? Tape.GradientForWriting(input, out accumulate) : null;
    }

    /// <summary>Gives the gradient of an input to add to, zeroed where it holds nothing; or null where none is wanted.</summary>
    public T* GradientForAdding(int input)
    {
        T* gradient = Gradient(input, out bool accumulate);
        if (gradient != null && !accumulate) new Span<T>(gradient, Tape.Node(input).Count).Clear();
        return gradient;
    }

    /// <summary>Gets the shape of a node.</summary>
    public ReadOnlySpan<int> ShapeOf(in Node<T> node) => Tape.ShapeOf(in node);

    /// <summary>Gets the entry's list of integers.</summary>
    public ReadOnlySpan<int> List => Tape.ListOf(in _entry);

    /// <summary>Passes the output's gradient on: <c>gradient (+)= scale·ȳ</c>.</summary>
    public void AddScaled(T scale, T* gradient, bool accumulate)
    {
        ref readonly Node<T> output = ref Output;
        if (accumulate) Map.Run(new ScaledSum<T>(scale), gradient, output.Gradient, gradient, output.Count);
        else Map.Run(new Scaling<T>(scale), output.Gradient, gradient, output.Count);
    }

    /// <summary>Takes scratch, which lasts until the tape is reset.</summary>
    public T* Scratch(int count) => Tape.Arena.TakePointer(count);
}

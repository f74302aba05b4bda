using System.Numerics;

namespace FastNN.Autograd;

/// <summary>The inputs of one use of a custom operation.</summary>
/// <typeparam name="T">The element type.</typeparam>
public readonly unsafe ref struct CustomInputs<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Tape<T> _tape;
    private readonly ReadOnlySpan<int> _nodes;

    internal CustomInputs(Tape<T> tape, ReadOnlySpan<int> nodes)
    {
        _tape = tape;
        _nodes = nodes;
    }

    /// <summary>Gets the number of inputs.</summary>
    public int Count => _nodes.Length;

    /// <summary>Gets the elements of an input, row-major.</summary>
    /// <param name="input">The input, from 0.</param>
    /// <returns>The elements.</returns>
    public ReadOnlySpan<T> Values(int input)
    {
        ref readonly Node<T> node = ref _tape.Node(_nodes[input]);
        return new ReadOnlySpan<T>(node.Value, node.Count);
    }

    /// <summary>Gets the sizes of an input's axes.</summary>
    /// <param name="input">The input, from 0.</param>
    /// <returns>The shape.</returns>
    public ReadOnlySpan<int> Shape(int input) => _tape.ShapeOf(in _tape.Node(_nodes[input]));
}

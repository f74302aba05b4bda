using System.Numerics;
using FastNN.Memory;

namespace FastNN.Layers;

/// <summary>
/// All parameters of a model in one aligned buffer, and their gradients in a second of the same layout. Each parameter begins at a
/// multiple of 64 bytes; the elements between stay zero.
/// </summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
public sealed unsafe class ParameterBuffer<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AlignedBuffer<T> _values;
    private readonly AlignedBuffer<T> _gradients;

    internal ParameterBuffer(IReadOnlyList<Parameter<T>> parameters)
    {
        int alignment = AlignedBuffer<T>.AlignmentBytes / sizeof(T);
        long length = 0;
        foreach (Parameter<T> parameter in parameters) length += (parameter.Count + (long)alignment - 1) / alignment * alignment;
        if (length > Array.MaxLength) throw new ArgumentException($"the model has {length} parameters; at most {Array.MaxLength} fit one buffer");

        // Before memory is taken, and before any parameter is bound: a model that fails leaves its layers as they were.
        var seen = new HashSet<Parameter<T>>();
        foreach (Parameter<T> parameter in parameters)
        {
            if (parameter.IsBound || !seen.Add(parameter))
            {
                throw new InvalidOperationException("a layer is part of another model or twice in this one; a layer belongs to one model, once");
            }
        }

        _values = new AlignedBuffer<T>((int)length);
        try
        {
            _gradients = new AlignedBuffer<T>((int)length);
        }
        catch
        {
            _values.Dispose();
            throw;
        }

        Parameters = parameters;
        int start = 0;
        foreach (Parameter<T> parameter in parameters)
        {
            parameter.Bind(_values, _gradients, start);
            start += (parameter.Count + alignment - 1) / alignment * alignment;
            Count += parameter.Count;
        }
    }

    /// <summary>Gets the parameters in the order of their layers.</summary>
    public IReadOnlyList<Parameter<T>> Parameters { get; }

    /// <summary>Gets the number of parameters, without what lies between them.</summary>
    public int Count { get; }

    /// <summary>Gets the whole buffer, with the zeros between parameters.</summary>
    public Span<T> Values => _values.Span;

    /// <summary>Gets the gradients in the layout of <see cref="Values"/>.</summary>
    public Span<T> Gradients => _gradients.Span;

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        _values.Dispose();
        _gradients.Dispose();
    }
}

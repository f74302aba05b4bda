namespace FastNN.Serialization;

/// <summary>Describes one tensor of a safetensors file: its name, element type, shape and place.</summary>
public sealed class SafeTensorInfo
{
    private readonly long[] _shape;

    internal SafeTensorInfo(string name, SafeTensorsType type, long[] shape, long elementCount, long offsetBytes, long lengthBytes)
    {
        Name = name;
        Type = type;
        _shape = shape;
        ElementCount = elementCount;
        OffsetBytes = offsetBytes;
        LengthBytes = lengthBytes;
    }

    /// <summary>Gets the name.</summary>
    public string Name { get; }

    /// <summary>Gets the element type.</summary>
    public SafeTensorsType Type { get; }

    /// <summary>Gets the dimensions, outermost first; none for a scalar. Elements are in row-major order.</summary>
    public ReadOnlySpan<long> Shape => _shape;

    /// <summary>Gets the number of elements, the product of <see cref="Shape"/>; 1 for a scalar.</summary>
    public long ElementCount { get; }

    /// <summary>Gets where the elements begin, in bytes from the start of the file's data area.</summary>
    public long OffsetBytes { get; }

    /// <summary>Gets the size of all elements.</summary>
    public long LengthBytes { get; }

    /// <summary>Describes the tensor on one line.</summary>
    /// <returns>For instance <c>'bias' F32 [16]</c>.</returns>
    public override string ToString() => $"{FileFault.Quote(Name)} {Type.Name()} {FileFault.Describe(_shape)}";
}

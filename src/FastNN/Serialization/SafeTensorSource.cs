namespace FastNN.Serialization;

/// <summary>Holds one tensor that is to be written.</summary>
internal abstract class SafeTensorSource(string name, SafeTensorsType type, long[] shape, long lengthBytes)
{
    public string Name => name;

    public SafeTensorsType Type => type;

    public ReadOnlySpan<long> Shape => shape;

    public long LengthBytes => lengthBytes;

    /// <summary>Writes the elements in the file's type and byte order.</summary>
    public abstract void WriteTo(Stream destination, CancellationToken cancellationToken);
}

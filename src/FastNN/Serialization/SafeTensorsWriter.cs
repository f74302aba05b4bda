using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;

namespace FastNN.Serialization;

/// <summary>
/// Collects tensors and writes them as a file in the safetensors format. The elements are not copied: they are read when the file is
/// written, in blocks.
/// </summary>
/// <remarks>
/// Source: the format's description, https://huggingface.co/docs/safetensors. The data begin at a multiple of 64 bytes. Tensors of
/// wider elements come first, so that each tensor is aligned to its element; among equal ones the order of adding holds. The same
/// content gives the same bytes.
/// </remarks>
public sealed class SafeTensorsWriter
{
    private const int AlignmentBytes = 64;

    private readonly List<SafeTensorSource> _sources = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _metadata = new(StringComparer.Ordinal);

    /// <summary>Stores a text beside the tensors, in the place of an older one of the same key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The text.</param>
    /// <exception cref="ArgumentException">One of them is not valid Unicode.</exception>
    public void SetMetadata(string key, string value)
    {
        CheckText(key, nameof(key));
        CheckText(value, nameof(value));
        _metadata[key] = value;
    }

    /// <summary>Adds a tensor, stored as the elements are.</summary>
    /// <typeparam name="T">
    /// The element type: <see cref="bool"/>, an integer of 8 to 64 bits, <see cref="Half"/>, <see cref="float"/> or <see cref="double"/>.
    /// </typeparam>
    /// <param name="name">The name, not used before and not <c>__metadata__</c>.</param>
    /// <param name="shape">The dimensions, outermost first; none for a scalar.</param>
    /// <param name="values">The elements in row-major order; they must not change until the file is written.</param>
    /// <exception cref="ArgumentException">
    /// The name is taken, or the shape and the number of elements differ, or there is no such type in the format.
    /// </exception>
    public void Add<T>(string name, ReadOnlySpan<long> shape, ReadOnlyMemory<T> values)
        where T : unmanaged
    {
        if (SafeTensorsTypes.Of<T>() is not { } type)
            throw new ArgumentException($"The format has no type for elements of {typeof(T)}.", nameof(values));
        Add(name, type, shape, values);
    }

    /// <summary>Adds a tensor, stored as a type chosen.</summary>
    /// <remarks>
    /// <see cref="float"/> and <see cref="double"/> are converted to F16, BF16, F32 or F64, rounding to nearest. Anything else is stored
    /// as its own type; <see cref="byte"/> also as BOOL or as a float of 8 bits, <see cref="ushort"/> also as the bits of BF16.
    /// </remarks>
    /// <typeparam name="T">The element type in memory.</typeparam>
    /// <param name="name">The name, not used before and not <c>__metadata__</c>.</param>
    /// <param name="type">The element type in the file.</param>
    /// <param name="shape">The dimensions, outermost first; none for a scalar.</param>
    /// <param name="values">The elements in row-major order; they must not change until the file is written.</param>
    /// <exception cref="ArgumentException">
    /// The name is taken, or the shape and the number of elements differ, or the types do not go together.
    /// </exception>
    public void Add<T>(string name, SafeTensorsType type, ReadOnlySpan<long> shape, ReadOnlyMemory<T> values)
        where T : unmanaged
    {
        CheckText(name, nameof(name));
        if (name == SafeTensorsHeader.MetadataKey)
            throw new ArgumentException($"A tensor cannot be called {name}: the format uses that name.", nameof(name));
        if (!ShapeArithmetic.TryCount(shape, out long count) || count != values.Length)
        {
            throw new ArgumentException(
                $"The tensor {FileFault.Quote(name)} has {values.Length} elements, which do not make the shape {FileFault.Describe(shape)}.",
                nameof(shape));
        }

        var source = new SafeTensorSource<T>(name, type, shape.ToArray(), values);
        if (!_names.Add(name)) throw new ArgumentException($"There is a tensor {FileFault.Quote(name)} already.", nameof(name));
        _sources.Add(source);
    }

    /// <summary>Writes the file, replacing an older one in one step; see <see cref="AtomicFile"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Cancels until the new file takes the old one's place.</param>
    /// <exception cref="InvalidOperationException">Names, shapes and metadata take more than the format's 100 MB.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path, CancellationToken cancellationToken = default) =>
        AtomicFile.Write(path, stream => Write(stream, cancellationToken), cancellationToken);

    /// <summary>Writes the file's content to a stream.</summary>
    /// <param name="destination">The stream, which need not be seekable.</param>
    /// <param name="cancellationToken">Cancels between blocks.</param>
    /// <exception cref="InvalidOperationException">Names, shapes and metadata take more than the format's 100 MB.</exception>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public void Write(Stream destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        SafeTensorSource[] ordered = [.. _sources.OrderByDescending(source => source.Type.SizeBytes())];
        ArrayBufferWriter<byte> header = CreateHeader(ordered);

        Span<byte> prefix = stackalloc byte[SafeTensorsHeader.PrefixBytes];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, header.WrittenCount);
        destination.Write(prefix);
        destination.Write(header.WrittenSpan);
        foreach (SafeTensorSource source in ordered) source.WriteTo(destination, cancellationToken);
    }

    private static void CheckText(string text, string parameter)
    {
        ArgumentNullException.ThrowIfNull(text, parameter);
        if (!HasOnlyPairs(text))
            throw new ArgumentException($"{FileFault.Quote(text)} is not valid Unicode: it has half of a surrogate pair.", parameter);
    }

    private static bool HasOnlyPairs(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return false;
            i++;
        }

        return true;
    }

    private ArrayBufferWriter<byte> CreateHeader(SafeTensorSource[] ordered)
    {
        var header = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(header))
        {
            json.WriteStartObject();
            if (_metadata.Count > 0)
            {
                json.WriteStartObject(SafeTensorsHeader.MetadataKey);
                foreach ((string key, string value) in _metadata) json.WriteString(key, value);
                json.WriteEndObject();
            }

            long offset = 0;
            foreach (SafeTensorSource source in ordered)
            {
                json.WriteStartObject(source.Name);
                json.WriteString("dtype", source.Type.Name());
                json.WriteStartArray("shape");
                foreach (long dimension in source.Shape) json.WriteNumberValue(dimension);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(offset += source.LengthBytes);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        int padding = AlignmentBytes - 1 - ((SafeTensorsHeader.PrefixBytes + header.WrittenCount - 1) % AlignmentBytes);
        header.GetSpan(padding)[..padding].Fill((byte)' ');
        header.Advance(padding);
        if (header.WrittenCount > SafeTensorsHeader.MaxLengthBytes)
        {
            throw new InvalidOperationException(
                $"The header takes {header.WrittenCount} bytes; the format allows {SafeTensorsHeader.MaxLengthBytes}.");
        }

        return header;
    }
}

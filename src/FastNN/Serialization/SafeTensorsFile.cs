using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FastNN.Memory;

namespace FastNN.Serialization;

/// <summary>
/// Reads a file in the safetensors format. Opening it validates the whole header; elements are read when asked for, straight into the
/// caller's memory.
/// </summary>
/// <remarks>
/// Source: the format's description, https://huggingface.co/docs/safetensors. A file is not safe for use by several threads at once;
/// each may open its own.
/// </remarks>
public sealed class SafeTensorsFile : IDisposable
{
    private const int BlockBytes = 1 << 16;

    private readonly Stream _stream;
    private readonly string _file;
    private readonly bool _leaveOpen;
    private readonly long _origin;
    private readonly SafeTensorInfo[] _tensors;
    private readonly Dictionary<string, SafeTensorInfo> _byName;
    private readonly Dictionary<string, string> _metadata;
    private bool _disposed;

    private SafeTensorsFile(Stream stream, string file, bool leaveOpen)
    {
        (_stream, _file, _leaveOpen) = (stream, file, leaveOpen);
        long start = stream.Position;
        long available = stream.Length - start;
        Span<byte> prefix = stackalloc byte[SafeTensorsHeader.PrefixBytes];
        if (available < prefix.Length)
        {
            throw FileFault.At(
                file, 0, $"the file of {available} bytes is too small for the {prefix.Length} bytes of the header's length.");
        }

        stream.ReadExactly(prefix);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > SafeTensorsHeader.MaxLengthBytes)
        {
            throw FileFault.At(
                file, 0, $"the header's length {length} is above the format's limit of {SafeTensorsHeader.MaxLengthBytes} bytes.");
        }

        if ((long)length > available - prefix.Length)
        {
            throw FileFault.At(
                file, 0, $"the header's length {length} reaches past the end of the file, {available - prefix.Length} bytes on.");
        }

        byte[] json = new byte[length];
        stream.ReadExactly(json);
        _origin = start + prefix.Length + json.Length;
        (_tensors, _metadata) = SafeTensorsHeader.Parse(file, json, available - prefix.Length - json.Length);
        _byName = _tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
    }

    /// <summary>Gets the tensors, in the order of their data in the file.</summary>
    public IReadOnlyList<SafeTensorInfo> Tensors => _tensors;

    /// <summary>Gets the free text stored with the tensors; empty where there is none.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    /// <summary>Gets the description of a tensor.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <exception cref="InvalidDataException">The file has no such tensor.</exception>
    public SafeTensorInfo this[string name]
    {
        get
        {
            if (TryGet(name, out SafeTensorInfo? tensor)) return tensor;
            string known = string.Join(", ", _tensors.Take(8).Select(t => FileFault.Quote(t.Name)));
            if (_tensors.Length > 8) known += ", …";
            throw Fault(name, $"there is none of that name among the {_tensors.Length} of the file ({known}).");
        }
    }

    /// <summary>Opens a file and validates its header, and that the tensors cover its data exactly.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The file, to be disposed.</returns>
    /// <exception cref="InvalidDataException">The file breaks the format; the message says where and how.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a directory.</exception>
    public static SafeTensorsFile Open(string path)
    {
        // Without a buffer of its own: everything is read in large pieces.
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
        return Open(stream, path, leaveOpen: false);
    }

    /// <summary>Opens a file that a stream holds from its position to its end.</summary>
    /// <param name="stream">A stream that can be read and sought.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <param name="leaveOpen">
    /// Whether the stream outlives this object; if not, it is disposed with it, or at once if opening fails.
    /// </param>
    /// <returns>The file, to be disposed.</returns>
    /// <exception cref="ArgumentException">The stream cannot be read or sought.</exception>
    /// <exception cref="InvalidDataException">The content breaks the format; the message says where and how.</exception>
    public static SafeTensorsFile Open(Stream stream, string name, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        if (!stream.CanRead || !stream.CanSeek) throw new ArgumentException("The stream has to be readable and seekable.", nameof(stream));
        try
        {
            return new SafeTensorsFile(stream, name, leaveOpen);
        }
        catch (Exception e)
        {
            if (!leaveOpen) stream.Dispose();
            if (e is EndOfStreamException) throw FileFault.At(name, 0, "the file became shorter while it was read.", e);
            throw;
        }
    }

    /// <summary>Finds a tensor.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="tensor">Receives its description.</param>
    /// <returns>Whether the file has it.</returns>
    public bool TryGet(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out SafeTensorInfo? tensor) =>
        _byName.TryGetValue(name, out tensor);

    /// <summary>Reads all elements of a tensor.</summary>
    /// <remarks>
    /// F16, BF16, F32 and F64 are converted to <see cref="float"/> or <see cref="double"/>, rounding to nearest where they are narrowed.
    /// Every other type is read as its own .NET type; BOOL also as <see cref="byte"/>.
    /// </remarks>
    /// <typeparam name="T">The element type wanted.</typeparam>
    /// <param name="name">The tensor's name.</param>
    /// <param name="destination">Receives the elements in row-major order; exactly as long as the tensor.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has another length.</exception>
    /// <exception cref="InvalidDataException">There is no such tensor, or it is not of a type that can be read so.</exception>
    public void Read<T>(string name, Span<T> destination)
        where T : unmanaged
    {
        SafeTensorInfo tensor = this[name];
        if (destination.Length != tensor.ElementCount)
        {
            throw new ArgumentException(
                $"The tensor {tensor} has {tensor.ElementCount} elements, the destination {destination.Length}.", nameof(destination));
        }

        ReadPart(name, 0, destination);
    }

    /// <summary>Reads some consecutive elements of a tensor, as <see cref="Read"/> reads all.</summary>
    /// <typeparam name="T">The element type wanted.</typeparam>
    /// <param name="name">The tensor's name.</param>
    /// <param name="start">The first element, counted in row-major order.</param>
    /// <param name="destination">Receives as many elements as it has room for.</param>
    /// <exception cref="ArgumentOutOfRangeException">The elements are not all in the tensor.</exception>
    /// <exception cref="InvalidDataException">There is no such tensor, or it is not of a type that can be read so.</exception>
    /// <exception cref="ObjectDisposedException">The file was closed.</exception>
    public void ReadPart<T>(string name, long start, Span<T> destination)
        where T : unmanaged
    {
        SafeTensorInfo tensor = this[name];
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, tensor.ElementCount - destination.Length);

        SafeTensorsType? own = SafeTensorsTypes.Of<T>();
        bool isSame = own == tensor.Type || (tensor.Type == SafeTensorsType.Bool && own == SafeTensorsType.U8);
        bool isConverted = tensor.Type.IsConvertibleFloat() && own is (SafeTensorsType.F32 or SafeTensorsType.F64);
        if (!isSame && !isConverted)
            throw Fault(name, $"its elements are {tensor.Type.Name()}, which cannot be read as {typeof(T).Name}.");

        if (isSame) ReadSame(tensor, start, destination);
        else ReadConverted(tensor, start, destination);
    }

    /// <summary>Reads the bytes of a tensor as they are in the file: little-endian, whatever the type.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="destination">Receives the bytes; exactly as long as the tensor's data.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has another length.</exception>
    /// <exception cref="InvalidDataException">There is no such tensor.</exception>
    public void ReadBytes(string name, Span<byte> destination)
    {
        SafeTensorInfo tensor = this[name];
        if (destination.Length != tensor.LengthBytes)
        {
            throw new ArgumentException(
                $"The tensor {tensor} has {tensor.LengthBytes} bytes, the destination {destination.Length}.", nameof(destination));
        }

        ReadAt(tensor, 0, destination);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        _disposed = true;
        if (!_leaveOpen) _stream.Dispose();
    }

    private InvalidDataException Fault(string tensor, string reason) => FileFault.In(_file, $"tensor {FileFault.Quote(tensor)}", reason);

    private void ReadSame<T>(SafeTensorInfo tensor, long start, Span<T> destination)
        where T : unmanaged
    {
        // A span of bytes cannot be longer than 2^31 - 1, a span of elements can stand for eight times as many.
        int piece = int.MaxValue / Unsafe.SizeOf<T>();
        for (int done = 0; done < destination.Length;)
        {
            Span<byte> bytes = MemoryMarshal.AsBytes(destination.Slice(done, Math.Min(piece, destination.Length - done)));
            ReadAt(tensor, (start + done) * Unsafe.SizeOf<T>(), bytes);
            ByteOrder.ToNative(bytes, Unsafe.SizeOf<T>(), isLittleEndian: true);

            // A bool other than 0 and 1 is neither true nor false to the code that the JIT makes.
            if (typeof(T) == typeof(bool) && bytes.ContainsAnyExceptInRange((byte)0, (byte)1))
            {
                bytes.Clear();
                throw Fault(tensor.Name, "a BOOL is neither 0 nor 1.");
            }

            done += bytes.Length / Unsafe.SizeOf<T>();
        }
    }

    private void ReadConverted<T>(SafeTensorInfo tensor, long start, Span<T> destination)
        where T : unmanaged
    {
        int size = tensor.Type.SizeBytes();
        byte[] block = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            while (!destination.IsEmpty)
            {
                int count = Math.Min(BlockBytes / size, destination.Length);
                Span<byte> bytes = block.AsSpan(0, count * size);
                ReadAt(tensor, start * size, bytes);
                ByteOrder.ToNative(bytes, size, isLittleEndian: true);
                FloatConversion.FromFile(tensor.Type, bytes, destination[..count]);
                destination = destination[count..];
                start += count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    private void ReadAt(SafeTensorInfo tensor, long offsetBytes, Span<byte> destination)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        long position = _origin + tensor.OffsetBytes + offsetBytes;
        try
        {
            _stream.Position = position;
            _stream.ReadExactly(destination);
        }
        catch (EndOfStreamException e)
        {
            throw FileFault.At(
                _file, position, $"the file became shorter than when it was opened, in tensor {FileFault.Quote(tensor.Name)}.", e);
        }
    }
}

using System.IO.Compression;

namespace FastNN.Serialization;

/// <summary>Reads and writes NumPy's format .npz: named arrays, each a .npy file, in a zip archive.</summary>
/// <remarks>
/// Entries that are not .npy files are passed over. Arrays are read when asked for, so that one of a type not supported does not hide
/// the others. Not safe for use by several threads at once.
/// </remarks>
public sealed class NpzFile : IDisposable
{
    private const string Extension = ".npy";

    // What NumPy writes: the zip format's first day, so that equal content gives equal files.
    private static readonly DateTimeOffset s_time = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive _archive;
    private readonly string _file;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    private NpzFile(Stream stream, string file)
    {
        _file = file;
        _archive = Guarded(file, "archive", () => new ZipArchive(stream, ZipArchiveMode.Read));
        try
        {
            foreach (ZipArchiveEntry entry in Guarded(file, "archive", () => _archive.Entries))
            {
                if (!entry.FullName.EndsWith(Extension, StringComparison.Ordinal)) continue;
                string name = entry.FullName[..^Extension.Length];
                if (!_entries.TryAdd(name, entry)) throw FileFault.In(file, $"array {FileFault.Quote(name)}", "it occurs twice.");
                _names.Add(name);
            }
        }
        catch
        {
            _archive.Dispose();
            throw;
        }
    }

    /// <summary>Gets the names of the arrays, in the order of the archive.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The file, to be disposed.</returns>
    /// <exception cref="InvalidDataException">The file is not a valid zip archive, or has two arrays of one name.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a directory.</exception>
    public static NpzFile Open(string path) => Open(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read), path);

    /// <summary>Opens a file that a stream holds.</summary>
    /// <param name="stream">A stream that can be read and sought; it is disposed with the file, or at once if opening fails.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <returns>The file, to be disposed.</returns>
    /// <exception cref="ArgumentException">The stream cannot be read or sought.</exception>
    /// <exception cref="InvalidDataException">The content is not a valid zip archive, or has two arrays of one name.</exception>
    public static NpzFile Open(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        if (!stream.CanRead || !stream.CanSeek) throw new ArgumentException("The stream has to be readable and seekable.", nameof(stream));
        try
        {
            return new NpzFile(stream, name);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Reads all arrays of a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The arrays by name.</returns>
    /// <exception cref="InvalidDataException">
    /// The file or an array in it breaks the format, or an array's type is not supported.
    /// </exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    public static IReadOnlyDictionary<string, NpyArray> ReadAll(string path)
    {
        using NpzFile file = Open(path);
        return file.Names.ToDictionary(name => name, file.Read, StringComparer.Ordinal);
    }

    /// <summary>Writes a file, replacing an older one in one step; see <see cref="AtomicFile"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="arrays">The arrays by name, written in their order.</param>
    /// <param name="isCompressed">Whether to compress the arrays, as <c>savez_compressed</c> does.</param>
    /// <exception cref="ArgumentException">A name occurs twice.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IEnumerable<KeyValuePair<string, NpyArray>> arrays, bool isCompressed = false)
    {
        ArgumentNullException.ThrowIfNull(arrays);
        AtomicFile.Write(path, stream => Write(stream, arrays, isCompressed));
    }

    /// <summary>Reads an array.</summary>
    /// <param name="name">The array's name, without <c>.npy</c>.</param>
    /// <returns>The array.</returns>
    /// <exception cref="InvalidDataException">There is no such array, or it breaks the format, or its type is not supported.</exception>
    public NpyArray Read(string name)
    {
        string part = $"array {FileFault.Quote(name)}";
        if (!_entries.TryGetValue(name, out ZipArchiveEntry? entry))
        {
            string known = string.Join(", ", _names.Take(8).Select(FileFault.Quote));
            throw FileFault.In(_file, part, $"there is none of that name; there are {known}{(_names.Count > 8 ? ", …" : "")}.");
        }

        if (entry.IsEncrypted) throw FileFault.In(_file, part, "it is encrypted.");
        using var stream = new Crc32Stream(Guarded(_file, part, entry.Open));
        NpyArray array = Guarded(_file, part, () => NpyFile.Read(stream, $"{_file}: {part}", entry.Length, isTrusted: false));
        if (stream.Crc != entry.Crc32)
            throw FileFault.In(_file, part, $"its checksum is {stream.Crc:x8} instead of {entry.Crc32:x8}: the data are damaged.");
        return array;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _archive.Dispose();

    private static void Write(Stream stream, IEnumerable<KeyValuePair<string, NpyArray>> arrays, bool isCompressed)
    {
        CompressionLevel level = isCompressed ? CompressionLevel.Optimal : CompressionLevel.NoCompression;
        var names = new HashSet<string>(StringComparer.Ordinal);
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach ((string name, NpyArray array) in arrays)
        {
            if (!names.Add(name)) throw new ArgumentException($"There are two arrays {FileFault.Quote(name)}.", nameof(arrays));
            ZipArchiveEntry entry = archive.CreateEntry(name + Extension, level);
            entry.LastWriteTime = s_time;
            using Stream content = entry.Open();
            NpyFile.Write(content, array);
        }
    }

    /// <summary>Words what .NET's zip reader throws for a bad archive as a fault of the file.</summary>
    private static T Guarded<T>(string file, string part, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException e) when (e.Message.StartsWith(file, StringComparison.Ordinal))
        {
            throw;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException
            or ArgumentException or NotSupportedException or OverflowException)
        {
            throw FileFault.In(file, part, $"the zip archive is not valid: {e.Message}", e);
        }
    }
}

namespace FastNN.Serialization;

/// <summary>
/// Writes a file so that its path holds the whole old content or the whole new content, never a part: beside the target, flushed to
/// disk, then renamed over it.
/// </summary>
public static class AtomicFile
{
    private const int BufferBytes = 1 << 16;

    /// <summary>Replaces a file, or creates it, by what a callback writes.</summary>
    /// <remarks>
    /// Where anything fails, the temporary file is deleted and the target left as it was. A link is written through: the file that it
    /// leads to is replaced and the link stays. An existing file keeps its permissions. A device such as <c>/dev/stdout</c>, and a pipe,
    /// which must not be replaced by a file, are written directly.
    /// </remarks>
    /// <param name="path">The file to write.</param>
    /// <param name="write">Writes the content; called once.</param>
    /// <param name="cancellationToken">Cancels until the new content takes the old one's place.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty.</exception>
    /// <exception cref="DirectoryNotFoundException">The directory that the file belongs in does not exist.</exception>
    /// <exception cref="IOException">
    /// The path is a directory, or the file cannot be written, for instance because the disk is full.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">The file or its directory may not be written.</exception>
    /// <exception cref="OperationCanceledException">The writing was cancelled.</exception>
    public static void Write(string path, Action<Stream> write, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            string target = TargetOf(path);
            if (IsDevice(target)) WriteDirectly(target, write);
            else Replace(path, target, write, cancellationToken);
        }
        catch (IOException e) when (e.GetType() == typeof(IOException) && !Names(path, e))
        {
            // The system's own message names the temporary file, or nothing.
            throw new IOException($"Cannot write '{path}': {e.Message}", e) { HResult = e.HResult };
        }
        catch (UnauthorizedAccessException e) when (!Names(path, e))
        {
            throw new UnauthorizedAccessException($"Cannot write '{path}': {e.Message}", e);
        }
    }

    /// <summary>Replaces a file, or creates it, by the bytes given; see <see cref="Write"/>.</summary>
    /// <param name="path">The file to write.</param>
    /// <param name="content">The new content.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its directory may not be written.</exception>
    public static void WriteAllBytes(string path, ReadOnlyMemory<byte> content) => Write(path, stream => stream.Write(content.Span));

    private static bool Names(string path, Exception e) => e.Message.Contains($"'{path}'", StringComparison.Ordinal);

    // Follows links; /dev/stdout, itself a link, may lead to what has no path.
    private static string TargetOf(string path)
    {
        string full = Path.GetFullPath(path);
        if (IsDevice(full) || new FileInfo(path).LinkTarget is null) return full;
        return Path.GetFullPath(File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName);
    }

    private static void WriteDirectly(string target, Action<Stream> write)
    {
        using var device = new FileStream(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, BufferBytes);
        write(device);
        device.Flush();
    }

    private static void Replace(string path, string target, Action<Stream> write, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path)) throw new IOException($"Cannot write '{path}': it is a directory.");
        string? directory = Path.GetDirectoryName(target);
        if (directory is null || !Directory.Exists(directory))
            throw new DirectoryNotFoundException($"Cannot write '{path}': there is no directory '{directory}'.");

        bool exists = File.Exists(target);

        // Renaming asks for rights on the directory alone. A file that is protected from writing must not be replaced by that loophole.
        // What cannot be sought in is no file, but a pipe or the like.
        if (exists)
        {
            using var existing = new FileStream(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, BufferBytes);
            if (!existing.CanSeek)
            {
                write(existing);
                return;
            }
        }

        string temporary = Path.Combine(directory, $".fastnn-{Guid.NewGuid():N}.tmp");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferBytes))
            {
                if (exists && !OperatingSystem.IsWindows()) File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode(target));
                write(stream);
                cancellationToken.ThrowIfCancellationRequested();
                stream.Flush(flushToDisk: true);
            }

            cancellationToken.ThrowIfCancellationRequested();
            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            DeleteQuietly(temporary);
            throw;
        }
    }

    private static void DeleteQuietly(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The failure that led here is the one to report; a second one would hide it.
        }
    }

    private static bool IsDevice(string fullPath) =>
        !OperatingSystem.IsWindows()
        && (fullPath.StartsWith("/dev/", StringComparison.Ordinal) || fullPath.StartsWith("/proc/", StringComparison.Ordinal))
        && !fullPath.StartsWith("/dev/shm/", StringComparison.Ordinal)
        && !Directory.Exists(fullPath);
}

using System.Diagnostics;
using FastNN.Serialization;
using FastNN.Testing;
using Xunit;
using Xunit.Abstractions;

namespace FastNN.Tests.Serialization;

public class AtomicFileTests(ITestOutputHelper output)
{
    private static readonly byte[] s_old = [1, 2, 3];
    private static readonly byte[] s_new = [4, 5];

    [Fact]
    public void Write_NewAndExistingTarget_HoldsTheNewContentAlone()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("a");
        AtomicFile.WriteAllBytes(path, s_old);
        Assert.Equal(s_old, File.ReadAllBytes(path));
        AtomicFile.Write(path, stream =>
        {
            stream.Write(s_new);
            stream.Flush();
            Assert.Equal(s_old, File.ReadAllBytes(path));
        });
        Assert.Equal(s_new, File.ReadAllBytes(path));
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Write_CallbackThatThrows_LeavesTheOldFileAndNothingElse()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("a");
        File.WriteAllBytes(path, s_old);
        Assert.Throws<FormatException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write(new byte[1 << 20]);
            throw new FormatException();
        }));
        AssertUntouched(folder, path);

        Assert.Throws<FormatException>(() => AtomicFile.Write(folder.File("new"), _ => throw new FormatException()));
        AssertUntouched(folder, path);
    }

    [Fact]
    public void Write_Cancelled_LeavesTheOldFileAndNothingElse()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("a");
        File.WriteAllBytes(path, s_old);
        using var source = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => AtomicFile.Write(
            path,
            stream =>
            {
                stream.Write(s_new);
                source.Cancel();
            },
            source.Token));
        AssertUntouched(folder, path);
        Assert.Throws<OperationCanceledException>(() => AtomicFile.Write(path, _ => Assert.Fail("called"), source.Token));
    }

    [Fact]
    public void Write_DirectoryMissingOrTargetADirectory_NamesThePath()
    {
        using var folder = new TemporaryFolder();
        string missing = Path.Combine(folder.Path, "no", "file");
        Assert.Contains(missing, Assert.Throws<DirectoryNotFoundException>(() => AtomicFile.WriteAllBytes(missing, s_new)).Message);

        string directory = Directory.CreateDirectory(folder.File("d")).FullName;
        Assert.Contains(directory, Assert.Throws<IOException>(() => AtomicFile.WriteAllBytes(directory, s_new)).Message);
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
        Assert.Throws<ArgumentException>(() => AtomicFile.WriteAllBytes("", s_new));
    }

    [Fact]
    public void Write_FailureUnderAShortRelativePath_StillNamesIt()
    {
        // "e" occurs in every message, but not in quotes.
        Assert.StartsWith("Cannot write 'e'", Assert.Throws<IOException>(() => AtomicFile.Write("e", _ => throw new IOException("The rest."))).Message);
        Assert.False(File.Exists("e"));
    }

    [Fact]
    public void Write_ThroughALink_ReplacesTheFileItLeadsTo()
    {
        using var folder = new TemporaryFolder();
        string elsewhere = Directory.CreateDirectory(folder.File("elsewhere")).FullName;
        string real = Path.Combine(elsewhere, "real");
        File.WriteAllBytes(real, s_old);
        File.CreateSymbolicLink(folder.File("inner"), Path.Combine("elsewhere", "real"));
        File.CreateSymbolicLink(folder.File("outer"), "inner");
        File.CreateSymbolicLink(folder.File("dangling"), Path.Combine("elsewhere", "fresh"));

        AtomicFile.WriteAllBytes(folder.File("outer"), s_new);
        AtomicFile.WriteAllBytes(folder.File("dangling"), s_new);

        Assert.Equal(s_new, File.ReadAllBytes(real));
        Assert.Equal("inner", new FileInfo(folder.File("outer")).LinkTarget);
        Assert.Equal(s_new, File.ReadAllBytes(Path.Combine(elsewhere, "fresh")));
        Assert.NotNull(new FileInfo(folder.File("dangling")).LinkTarget);
        Assert.Equal(2, Directory.GetFileSystemEntries(elsewhere).Length);
    }

    [Fact]
    public void Write_ThroughALinkToADevice_WritesToTheDevice()
    {
        if (OperatingSystem.IsWindows() || !File.Exists("/dev/full")) return;
        using var folder = new TemporaryFolder();
        string link = folder.File("link");
        File.CreateSymbolicLink(link, "/dev/full");
        Assert.Throws<IOException>(() => AtomicFile.Write(link, stream => stream.Write(new byte[100])));
        Assert.Equal([link], Directory.GetFileSystemEntries(Path.GetDirectoryName(link)!));
        Assert.Empty(Directory.GetFiles("/dev", ".fastnn*"));
    }

    [Fact]
    public async Task Write_ToAPipe_ReachesItsReader()
    {
        if (OperatingSystem.IsWindows()) return;
        using var folder = new TemporaryFolder();
        string pipe = folder.File("pipe");
        using (var make = System.Diagnostics.Process.Start("mkfifo", pipe)) make.WaitForExit();
        Task<byte[]> reader = Task.Run(() => File.ReadAllBytes(pipe));
        AtomicFile.Write(pipe, stream => stream.Write(new byte[100]));
        byte[] content = await reader.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(100, content.Length);
        Assert.Equal([pipe], Directory.GetFileSystemEntries(Path.GetDirectoryName(pipe)!));
    }

    [Fact]
    public void Write_ExistingFile_KeepsItsPermissions()
    {
        if (OperatingSystem.IsWindows())
        {
            output.WriteLine("Skipped: Windows has no Unix permissions.");
            return;
        }

        using var folder = new TemporaryFolder();
        string path = folder.File("a");
        File.WriteAllBytes(path, s_old);
        const UnixFileMode Secret = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.SetUnixFileMode(path, Secret);
        AtomicFile.WriteAllBytes(path, s_new);
        Assert.Equal(Secret, File.GetUnixFileMode(path));
    }

    [Fact]
    public void Write_ProtectedFile_IsRefused()
    {
        if (!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess)
        {
            output.WriteLine("Skipped: to root no file is protected.");
            return;
        }

        using var folder = new TemporaryFolder();
        string path = folder.File("a");
        File.WriteAllBytes(path, s_old);
        File.SetAttributes(path, FileAttributes.ReadOnly);
        Assert.Throws<UnauthorizedAccessException>(() => AtomicFile.WriteAllBytes(path, s_new));
        AssertUntouched(folder, path);
        File.SetAttributes(path, FileAttributes.Normal);
    }

    [Fact]
    public void Write_FullDevice_IsAnIOExceptionThatNamesIt()
    {
        if (!File.Exists("/dev/full"))
        {
            output.WriteLine("Skipped: there is no /dev/full.");
            return;
        }

        Assert.Contains("/dev/full", Assert.Throws<IOException>(() => AtomicFile.WriteAllBytes("/dev/full", s_new)).Message);
        Assert.True(File.Exists("/dev/full"));
        AtomicFile.WriteAllBytes("/dev/null", s_new);
        Assert.Equal([], File.ReadAllBytes("/dev/null"));
    }

    [Fact]
    public void Write_FullDisk_LeavesTheOldFileAndNothingElse()
    {
        using var folder = new TemporaryFolder();
        bool mayMount = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess;
        if (!mayMount || Run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder.Path) != 0)
        {
            output.WriteLine("Skipped: this process may not mount a small file system.");
            return;
        }

        try
        {
            string path = folder.File("a");
            File.WriteAllBytes(path, s_old);
            var writer = new SafeTensorsWriter();
            writer.Add<float>("w", [100_000], new float[100_000]);

            // One that fails while writing, one that fits the buffer and fails when that is flushed.
            Assert.Contains($"'{path}'", Assert.Throws<IOException>(() => writer.Save(path)).Message);
            AssertUntouched(folder, path);
            File.WriteAllBytes(folder.File("filler"), new byte[(64 << 10) - 4096]);
            Assert.Contains($"'{path}'", Assert.Throws<IOException>(() => AtomicFile.WriteAllBytes(path, new byte[5000])).Message);
            File.Delete(folder.File("filler"));
            AssertUntouched(folder, path);

            AtomicFile.WriteAllBytes(path, s_new);
            Assert.Equal(s_new, File.ReadAllBytes(path));
        }
        finally
        {
            Assert.Equal(0, Run("umount", folder.Path));
        }
    }

    private static void AssertUntouched(TemporaryFolder folder, string path)
    {
        Assert.Equal(s_old, File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(folder.Path));
    }

    private static int Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}

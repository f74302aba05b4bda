using System.Buffers.Binary;
using System.Diagnostics;
using FastNN.Testing;
using Xunit;
using Xunit.Abstractions;

namespace FastNN.Cli.Tests;

public sealed class BadInputTests(ITestOutputHelper log)
{
    [Theory]
    [InlineData("", "empty")]
    [InlineData("a,y\n", "line 1")]
    [InlineData("a,y\n1,2\n3\n", "line 3", "1 field found, 2 needed")]
    [InlineData("a,y\n1,2\n3,4\nthree,5\n6,7\n", "line 4", "'three'")]
    [InlineData("a,y\n1,2\n3,4\n5,five\n6,7\n", "line 4", "'five'")]
    [InlineData("a,y\n1,2\n,4\n5,6\n", "line 3", "empty")]
    [InlineData("a,z\n1,2\n3,4\n5,6\n", "'y'", "'z'")]
    [InlineData("y\n1\n2\n3\n", "feature column")]
    [InlineData("a,y\n1,2\n3,4\n", "2 rows")]
    [InlineData("a,y\n1,\"open\n3,4\n", "quote")]
    [InlineData("a,y\n1,left\n2,left\n3,left\n", "'left'", "two classes")]
    [InlineData("a;y\n0,5;1\n1,5;2\n2,5;3\n", "line 2", "'0,5'", "resembles a number")]
    [InlineData("a,y\n1,2\n\0,4\n5,6\n", "line 3", "NUL")]
    public void Csv_AtFault_IsNamed(string content, params string[] words)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("bad.csv"), content);
        File.WriteAllText(folder.File("bad.safetensors"), "precious");
        Tool.Run(folder.Path, "train", "csv:bad.csv", "--target", "y").FailedWith(2, ["bad.csv", .. words]);
        Assert.Equal("precious", File.ReadAllText(folder.File("bad.safetensors")));
        Assert.Equal(2, Directory.GetFileSystemEntries(folder.Path).Length);
    }

    [Fact]
    public void Output_OverTheDataItself_IsRefused()
    {
        using var folder = new TemporaryFolder();
        const string rows = "a,y\n1,2\n3,4\n5,6\n";
        File.WriteAllText(folder.File("data.csv"), rows);
        File.CreateSymbolicLink(folder.File("link"), folder.File("data.csv"));
        foreach (string[] wrong in (string[][])
        [
            ["train", "csv:data.csv", "--output", "data.csv"],
            ["train", "csv:data.csv", "--output", "./link"],
            ["train", "csv:link", "--output", folder.File("data.csv")],
            ["train", "csv:data.csv", "--report", "data.csv"],
        ])
        {
            Tool.Run(folder.Path, [.. wrong, "--target", "y", "--epochs", "1"]).FailedWith(2, "data set's own file");
        }

        Directory.CreateDirectory(folder.File("real"));
        File.WriteAllText(folder.File("real/data.csv"), rows);
        Directory.CreateSymbolicLink(folder.File("elsewhere"), folder.File("real"));
        Tool.Run(folder.Path, "train", "csv:real/data.csv", "--output", "elsewhere/data.csv", "--target", "y").FailedWith(2, "own file");
        Tool.Run(folder.Path, "train", "csv:elsewhere/data.csv", "--output", "real/data.csv", "--target", "y").FailedWith(2, "own file");
        Assert.Equal(rows, File.ReadAllText(folder.File("real/data.csv")));
        File.WriteAllBytes(folder.File("train-images-idx3-ubyte"), [1]);
        Tool.Run(folder.Path, "train", "idx:.", "--output", "train-images-idx3-ubyte").FailedWith(2, "data set's own file");
        Assert.Equal(rows, File.ReadAllText(folder.File("data.csv")));
        Assert.Single(File.ReadAllBytes(folder.File("train-images-idx3-ubyte")));
    }

    [Fact]
    public void StandardErrorThatCannotBeWritten_LeavesTheExitCode()
    {
        if (!File.Exists("/dev/full"))
        {
            log.WriteLine("Skipped: there is no /dev/full here.");
            return;
        }

        string tool = Path.Combine(AppContext.BaseDirectory, "FastNN.Cli.dll");
        using Process shell = Process.Start("/bin/sh", ["-c", $"\"{Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet"}\" \"{tool}\" train none 2>/dev/full"]);
        shell.WaitForExit();
        Assert.Equal(2, shell.ExitCode);
    }

    [Fact]
    public void Model_OfWeightsThatAreNotNumbers_IsNamed()
    {
        using var folder = new TemporaryFolder();
        Tool.Run(folder.Path, "train", "digits", "--epochs", "1", "--layers", "4:tanh").Succeeded();
        byte[] model = File.ReadAllBytes(folder.File("digits.safetensors"));
        BinaryPrimitives.WriteSingleLittleEndian(model.AsSpan(model.Length - 4), float.NaN);
        File.WriteAllBytes(folder.File("digits.safetensors"), model);
        Tool.Run(folder.Path, "evaluate", "digits.safetensors", "digits").FailedWith(2, "digits.safetensors", "layer 2", "NaN");
    }

    [Fact]
    public void Path_ToNothingOrAFolder_IsNamed()
    {
        using var folder = new TemporaryFolder();
        Tool.Run(folder.Path, "train", "csv:none.csv", "--target", "y").FailedWith(2, "none.csv");
        File.WriteAllText(folder.File("bare.csv"), "a,y\n1,2\n");
        Tool.Run(folder.Path, "train", "bare.csv", "--target", "y").FailedWith(2, "csv:bare.csv");
        Tool.Run(folder.Path, "train", ".", "--target", "y").FailedWith(2, "idx:.");
        Tool.Run(folder.Path, "train", "csv:.", "--target", "y").FailedWith(2, "folder");
        Tool.Run(folder.Path, "train", "idx:none").FailedWith(2, "none");
        Tool.Run(folder.Path, "train", "idx:.").FailedWith(2, "train-images-idx3-ubyte");
        Tool.Run(folder.Path, "evaluate", "none.safetensors", "digits").FailedWith(2, "none.safetensors");
        Tool.Run(folder.Path, "inspect", "none.safetensors").FailedWith(2, "none.safetensors");
        Tool.Run(folder.Path, "predict", ".", "-").FailedWith(2, "folder");
    }

    [Fact]
    public void Idx_AtFault_IsNamed()
    {
        using var folder = new TemporaryFolder();
        byte[] images = [.. Header(0x0803, 4, 2, 2), .. new byte[16]], labels = [.. Header(0x0801, 4), 0, 1, 0, 1];
        void Write(byte[] trainImages, byte[] trainLabels)
        {
            File.WriteAllBytes(folder.File("train-images-idx3-ubyte"), trainImages);
            File.WriteAllBytes(folder.File("train-labels-idx1-ubyte"), trainLabels);
            File.WriteAllBytes(folder.File("t10k-images-idx3-ubyte"), images);
            File.WriteAllBytes(folder.File("t10k-labels-idx1-ubyte"), labels);
        }

        string[] train = ["train", "idx:.", "--epochs", "1", "--output", "x.safetensors"];
        Write(images[..^3], labels);
        Tool.Run(folder.Path, train).FailedWith(2, "train-images-idx3-ubyte");
        Write(labels, images);
        Tool.Run(folder.Path, train).FailedWith(2, "seems to hold");
        Write(images, [.. Header(0x0801, 3), 0, 1, 0]);
        Tool.Run(folder.Path, train).FailedWith(2, "3 labels", "4 images");
        Write([], labels);
        Tool.Run(folder.Path, train).FailedWith(2, "train-images-idx3-ubyte");
        Write([.. Header(0x0803, int.MaxValue, int.MaxValue, 2), .. new byte[16]], labels);
        Tool.Run(folder.Path, train).FailedWith(2, "train-images-idx3-ubyte");
        Assert.False(File.Exists(folder.File("x.safetensors")));
        Write(images, [.. Header(0x0801, 4), 0, 0, 0, 0]);
        Tool.Run(folder.Path, train).FailedWith(2, "one class", "two classes");
        Write(images, labels);
        Tool.Run(folder.Path, [.. train, "--validation", "1e-300"]).FailedWith(2, "--validation", "1E-300");
        Tool.Run(folder.Path, train).Succeeded();
        Tool.Run(folder.Path, "evaluate", "x.safetensors", "digits").FailedWith(2, "4 features", "784");
    }

    [Fact]
    public void Row_BeyondWhatTheModelCanCompute_IsNamed()
    {
        using var folder = new TemporaryFolder();
        string rows = string.Concat(Enumerable.Range(0, 40).Select(i => $"{i},{i % 7},{2 * i}\n"));
        File.WriteAllText(folder.File("line.csv"), $"a,b,y\n{rows}");
        Tool.Run(folder.Path, "train", "csv:line.csv", "--target", "y", "--epochs", "2", "--layers", "4:relu").Succeeded();
        Tool.Run(folder.Path, "a,b\n1,2\n1e300,-1e300\n", [], "predict", "line.safetensors", "-").FailedWith(2, "standard input", "line 3", "beyond");
    }

    [Fact]
    public void Model_CutOrForeign_IsNamed()
    {
        using var folder = new TemporaryFolder();
        Tool.Run(folder.Path, "train", "digits", "--epochs", "1", "--layers", "4:tanh").Succeeded();
        byte[] whole = File.ReadAllBytes(folder.File("digits.safetensors"));
        foreach (int length in new[] { 0, 5, 100, whole.Length / 2, whole.Length - 1 })
        {
            File.WriteAllBytes(folder.File("cut.safetensors"), whole[..length]);
            Tool.Run(folder.Path, "evaluate", "cut.safetensors", "digits").FailedWith(2, "cut.safetensors");
            Tool.Run(folder.Path, "inspect", "cut.safetensors").FailedWith(2, "cut.safetensors");
        }

        // Equally long, so that all offsets stay right: a card that no longer says what it must.
        string text = System.Text.Encoding.Latin1.GetString(whole);
        foreach ((string from, string to) in new[] { (@"version\u0022:1,\u0022task", @"version\u0022:9,\u0022task"), (@"u0022cross-entropy", @"u0022kross-entropy"), (@"u0022training\u0022", @"u0022draining\u0022"), (@"learningRate\u0022:0.001", @"learningRate\u0022: true") })
        {
            Assert.Contains(from, text);
            File.WriteAllBytes(folder.File("forged.safetensors"), System.Text.Encoding.Latin1.GetBytes(text.Replace(from, to)));
            ToolResult refused = Tool.Run(folder.Path, "evaluate", "forged.safetensors", "digits");
            refused.FailedWith(2, "forged.safetensors", "fastnn.tool");
            if (to.EndsWith("true", StringComparison.Ordinal)) Assert.Contains("'learningRate' holds true", refused.Error);
        }
    }

    [Fact]
    public void FullDisk_IsTheEnvironmentsFault_AndTheOldModelStays()
    {
        using var folder = new TemporaryFolder();
        string disk = folder.File("disk");
        Directory.CreateDirectory(disk);
        if (!Mount("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk))
        {
            log.WriteLine("Skipped: mounting a small disk needs rights that this user lacks.");
            return;
        }

        try
        {
            string model = Path.Combine(disk, "digits.safetensors");
            File.WriteAllText(model, "precious");
            Tool.Run(folder.Path, "train", "digits", "--epochs", "1", "--output", model, "--json").FailedWith(1, model);
            Assert.Equal("precious", File.ReadAllText(model));
            Assert.Single(Directory.GetFileSystemEntries(disk));
        }
        finally
        {
            Assert.True(Mount("umount", disk));
        }
    }

    private static byte[] Header(int magic, params int[] sizes)
    {
        byte[] header = new byte[4 * (sizes.Length + 1)];
        BinaryPrimitives.WriteInt32BigEndian(header, magic);
        for (int i = 0; i < sizes.Length; i++) BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 * (i + 1)), sizes[i]);
        return header;
    }

    private static bool Mount(string program, params string[] arguments)
    {
        if (!OperatingSystem.IsLinux()) return false;
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}

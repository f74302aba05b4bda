using FastNN.Testing;
using Xunit;

namespace FastNN.Cli.Tests;

public sealed class GrammarTests
{
    [Theory]
    [InlineData("", "command", "--help")]
    [InlineData("trane digits", "'trane'")]
    [InlineData("train", "argument", "train --help")]
    [InlineData("train nothing", "'nothing'", "idx:FOLDER")]
    [InlineData("train csv:", "'csv:'")]
    [InlineData("train digits --frobnicate 3", "--frobnicate")]
    [InlineData("train digits --epochs", "--epochs")]
    [InlineData("train digits --epochs 0", "--epochs", "'0'")]
    [InlineData("train digits --epochs many", "--epochs", "'many'")]
    [InlineData("train digits --epochs 1 --epochs 2", "--epochs")]
    [InlineData("train digits --layers 64", "--layers", "'64'", "UNITS:ACTIVATION")]
    [InlineData("train digits --layers 64:sigmoid,", "--layers", "layer 2")]
    [InlineData("train digits --layers 0:tanh", "--layers")]
    [InlineData("train digits --layers 64:magic", "'magic'", "sigmoid")]
    [InlineData("train digits --layers 8:leaky-relu:2", "slope")]
    [InlineData("train digits --layers 2000000000:tanh,2000000000:tanh", "elements")]
    [InlineData("train digits --loss hinge", "--loss", "cross-entropy")]
    [InlineData("train digits --loss mse", "mse", "class")]
    [InlineData("train digits --loss bce", "bce", "10")]
    [InlineData("train digits --optimizer lbfgs", "--optimizer")]
    [InlineData("train digits --optimizer adam --momentum 0.9", "--momentum")]
    [InlineData("train digits --optimizer adagrad --momentum 0.9", "--momentum", "rmsprop")]
    [InlineData("train digits --learning-rate -1", "--learning-rate")]
    [InlineData("train digits --learning-rate NaN", "--learning-rate")]
    [InlineData("train digits --momentum 1", "--momentum")]
    [InlineData("train digits --clip-norm 0", "--clip-norm", "'0'")]
    [InlineData("train digits --batch-size half", "--batch-size", "full")]
    [InlineData("train digits --init magic", "--init", "xavier-uniform")]
    [InlineData("train digits --validation 1", "--validation")]
    [InlineData("train digits --seed -3", "--seed")]
    [InlineData("train digits --precision f16", "--precision")]
    [InlineData("train digits --threads 0", "--threads")]
    [InlineData("train digits --target y", "--target")]
    [InlineData("train csv:x.csv", "--target")]
    [InlineData("train digits --output no/such/folder/x.safetensors", "--output", "no/such/folder")]
    [InlineData("train digits --output .", "--output", "folder")]
    [InlineData("evaluate x.safetensors", "argument")]
    [InlineData("predict missing.safetensors -", "missing.safetensors")]
    public void CommandLine_AtFault_GivesOneLineAndTwo(string line, params string[] words)
    {
        using var folder = new TemporaryFolder();
        Tool.Run(folder.Path, line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).FailedWith(2, words);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void InstructionSet_Unknown_IsBadUsage()
    {
        using var folder = new TemporaryFolder();
        Tool.Run(folder.Path, null, [("FASTNN_ISA", "v1024")], "doctor").FailedWith(2, "FASTNN_ISA", "v1024");
    }

    [Theory]
    [InlineData("--help", "train")]
    [InlineData("train --help", "--learning-rate")]
    [InlineData("evaluate --help", "--split")]
    [InlineData("--version", "0.")]
    public void Help_IsThere(string line, string word)
    {
        using var folder = new TemporaryFolder();
        Assert.Contains(word, Tool.Run(folder.Path, line.Split(' ')).Succeeded().Output);
    }
}

using System.Text.Json;
using FastNN.Simd;
using FastNN.Testing;
using Xunit;

namespace FastNN.Cli.Tests;

public sealed class DoctorTests
{
    [Theory]
    [InlineData("scalar")]
    [InlineData("v128")]
    [InlineData("v256")]
    [InlineData("v512")]
    public void EveryInstructionSet_PassesAllChecks(string isa)
    {
        using var folder = new TemporaryFolder();
        ToolResult result = Tool.Run(folder.Path, null, [("FASTNN_ISA", isa)], "doctor", "--json");
        if (Array.IndexOf(["scalar", "v128", "v256", "v512"], isa) > (int)Dispatch.Widest)
        {
            result.FailedWith(2, "FASTNN_ISA", isa);
            return;
        }

        JsonElement json = result.Succeeded().Json();
        Assert.Equal(isa, json.GetProperty("isa").GetString());
        Assert.True(json.GetProperty("passed").GetBoolean());
        Assert.False(json.GetProperty("aheadOfTime").GetBoolean());
        Assert.True(json.GetProperty("checks").GetArrayLength() > 30);
    }

    [Fact]
    public void CpuWithSixteenRegisters_PassesAllChecks()
    {
        // Other tiles, of half as many rows.
        using var folder = new TemporaryFolder();
        JsonElement json = Tool.Run(folder.Path, null, [("DOTNET_EnableAVX512", "0")], "doctor", "--json").Succeeded().Json();
        Assert.NotEqual("v512", json.GetProperty("isa").GetString());
        Assert.True(json.GetProperty("passed").GetBoolean());
    }

    [Fact]
    public void Checks_GiveTheSameBitsTwice()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(Tool.Run(folder.Path, "doctor").Succeeded().Output, Tool.Run(folder.Path, "doctor").Succeeded().Output);
    }

    [Fact]
    public void Speed_IsMeasuredWhereItIsAskedFor()
    {
        using var folder = new TemporaryFolder();
        JsonElement speeds = Tool.Run(folder.Path, "doctor", "--speed", "--json").Succeeded().Json().GetProperty("speeds");
        Assert.True(speeds.GetArrayLength() > 5);
        foreach (JsonElement speed in speeds.EnumerateArray())
        {
            Assert.True(speed.GetProperty("microseconds").GetDouble() > 0, speed.GetProperty("name").GetString());
            bool isProduct = speed.GetProperty("name").GetString()!.StartsWith("product", StringComparison.Ordinal);
            Assert.Equal(isProduct, speed.TryGetProperty("gflops", out _));
        }

        Assert.False(Tool.Run(folder.Path, "doctor", "--json").Succeeded().Json().TryGetProperty("speeds", out _));
    }
}

using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using FastNN.Simd;

namespace FastNN.Benchmarks;

/// <summary>
/// One job for each instruction set that this machine has, or for the one that <c>FASTNN_ISA</c> names, with the managed memory that is
/// allocated.
/// </summary>
public sealed class InstructionSetConfig : ManualConfig
{
    /// <summary>Creates the configuration.</summary>
    public InstructionSetConfig()
    {
        AddDiagnoser(MemoryDiagnoser.Default);
        bool isChosen = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Dispatch.Variable));
        foreach (InstructionSet set in Enum.GetValues<InstructionSet>())
        {
            if (isChosen ? set != Dispatch.Selected : set > Dispatch.Widest) continue;
            AddJob(Job.Default.WithEnvironmentVariable(Dispatch.Variable, Dispatch.Name(set)).WithId(Dispatch.Name(set)));
        }
    }
}

using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using FastNN.Simd;

namespace FastNN.Benchmarks;

/// <summary>One job for each instruction set that this machine has, with the managed memory that is allocated.</summary>
public sealed class InstructionSetConfig : ManualConfig
{
    /// <summary>Creates the configuration.</summary>
    public InstructionSetConfig()
    {
        AddDiagnoser(MemoryDiagnoser.Default);
        foreach (InstructionSet set in Enum.GetValues<InstructionSet>().Where(set => set <= Dispatch.Widest))
        {
            AddJob(Job.Default.WithEnvironmentVariable(Dispatch.Variable, Dispatch.Name(set)).WithId(Dispatch.Name(set)));
        }
    }
}

using BenchmarkDotNet.Running;
using FastNN.Simd;

// Figures of another instruction set than the one asked for would mislead.
if (Dispatch.Problem is { } problem)
{
    Console.Error.WriteLine(problem);
    return 2;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;

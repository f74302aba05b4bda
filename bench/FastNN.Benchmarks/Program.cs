using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using FastNN.Simd;

// Figures of another instruction set than the one asked for would mislead.
if (Dispatch.Problem is { } problem)
{
    Console.Error.WriteLine(problem);
    return 2;
}

IEnumerable<Summary> summaries = BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return summaries.All(summary => !summary.HasCriticalValidationErrors && summary.Reports.All(report => report.Success)) ? 0 : 1;

using FastNN.Simd;
using FastNN.Testing;

namespace FastNN.Tests.Kernels.Elementwise;

/// <summary>One elementwise function with its reference: what the tests of all functions are written over.</summary>
public abstract class MapCase(string name, Func<double, double> reference, Func<BigReal, BigReal> exact, double[] breakpoints)
{
    public string Name { get; } = name;

    /// <summary>Gets the function in double, right to well below a ULP of float over the whole range of float.</summary>
    public Func<double, double> Reference { get; } = reference;

    /// <summary>Gets the function to far more than the digits of double.</summary>
    public Func<BigReal, BigReal> Exact { get; } = exact;

    /// <summary>Gets where the implementation changes course: bounds, thresholds, kinks.</summary>
    public double[] Breakpoints { get; } = breakpoints;

    /// <summary>Gets the function's derivative as implemented, from the input, or null where there is none.</summary>
    public abstract Func<double, double>? Derivative { get; }

    /// <summary>Computes the derivative in float from the input, as layers do, or null where there is none.</summary>
    public abstract float[]? Slopes(InstructionSet width, float[] x);

    public abstract unsafe void Run(InstructionSet width, float* x, float* destination, int count);

    public abstract unsafe void Run(InstructionSet width, double* x, double* destination, int count);

    public override string ToString() => Name;
}

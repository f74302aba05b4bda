using FastNN.Kernels;
using FastNN.Simd;
using FastNN.Testing;

namespace FastNN.Tests.Kernels.Elementwise;

/// <summary>A function without a derivative.</summary>
internal class MapCase<TSingle, TDouble>(
    string name, TSingle single, TDouble @double, Func<double, double> reference, Func<BigReal, BigReal> exact, double[] breakpoints)
    : MapCase(name, reference, exact, breakpoints)
    where TSingle : struct, IMap<float>
    where TDouble : struct, IMap<double>
{
    public override Func<double, double>? Derivative => null;

    protected TSingle Single { get; } = single;

    protected TDouble Double { get; } = @double;

    public override float[]? Slopes(InstructionSet width, float[] x) => null;

    public override unsafe void Run(InstructionSet width, float* x, float* destination, int count)
    {
        var kernel = new MapKernel<float, TSingle> { Map = Single, X = x, Destination = destination, Count = count };
        Widths.Run<float, MapKernel<float, TSingle>>(width, ref kernel);
    }

    public override unsafe void Run(InstructionSet width, double* x, double* destination, int count)
    {
        var kernel = new MapKernel<double, TDouble> { Map = Double, X = x, Destination = destination, Count = count };
        Widths.Run<double, MapKernel<double, TDouble>>(width, ref kernel);
    }
}

using FastNN.Kernels;
using FastNN.Simd;
using FastNN.Testing;

namespace FastNN.Tests.Kernels.Elementwise;

/// <summary>A function with a derivative.</summary>
internal sealed class ActivationCase<TSingle, TDouble>(
    string name, TSingle single, TDouble @double, Func<double, double> reference, Func<BigReal, BigReal> exact, double[] breakpoints)
    : MapCase<TSingle, TDouble>(name, single, @double, reference, exact, breakpoints)
    where TSingle : struct, IActivation<float>
    where TDouble : struct, IActivation<double>
{
    public override Func<double, double> Derivative => x => Double.Derivative<double, ScalarLane<double>>(
        TDouble.DerivativeUsesOutput ? Double.Apply<double, ScalarLane<double>>(x) : x);

    public override unsafe float[] Slopes(InstructionSet width, float[] x)
    {
        float[] saved = [.. x], ones = [.. x.Select(_ => 1f)], slopes = new float[x.Length];
        fixed (float* left = ones, right = saved, destination = slopes)
        {
            if (TSingle.DerivativeUsesOutput) Run(width, right, right, x.Length);
            var kernel = new BinaryMapKernel<float, ActivationGradient<float, TSingle>, Overwrite>
            {
                Map = new ActivationGradient<float, TSingle>(Single), Left = left, Right = right, Destination = destination, Count = x.Length,
            };
            Widths.Run<float, BinaryMapKernel<float, ActivationGradient<float, TSingle>, Overwrite>>(width, ref kernel);
        }

        return slopes;
    }
}

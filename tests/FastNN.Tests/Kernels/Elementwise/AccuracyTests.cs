using FastNN.Simd;
using FastNN.Testing;
using Xunit;
using Xunit.Abstractions;

namespace FastNN.Tests.Kernels.Elementwise;

/// <summary>The accuracy that the documentation promises: 2 ULP in float over all arguments, 4 in double.</summary>
public sealed unsafe class AccuracyTests(ITestOutputHelper output)
{
    private const int BatchSize = 4096;

    public static TheoryData<string> Names => MapCases.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Single_SampledArguments_WithinTwoUlp(string name)
    {
        MapCase map = MapCases.Get(name);
        IEnumerable<uint> sampled = Enumerable.Range(0, (int)(uint.MaxValue / 8209)).Select(i => (uint)i * 8209);
        IEnumerable<uint> near = map.Breakpoints.SelectMany(point => Enumerable.Range(-300, 601)
            .SelectMany(step => new[] { point, -point }.Select(one => BitConverter.SingleToUInt32Bits((float)one) + (uint)step)));
        AssertWithinTwoUlp(map, sampled.Concat(near));
    }

    [Theory]
    [MemberData(nameof(Names))]
    [Trait("Category", "Exhaustive")]
    public void Single_AllArguments_WithinTwoUlp(string name)
    {
        if (Environment.GetEnvironmentVariable("FASTNN_EXHAUSTIVE") != "1")
        {
            output.WriteLine("Skipped: set FASTNN_EXHAUSTIVE=1 to try all 2^32 arguments, which takes minutes per function.");
            return;
        }

        AssertWithinTwoUlp(MapCases.Get(name), All());
        static IEnumerable<uint> All()
        {
            for (ulong bits = 0; bits <= uint.MaxValue; bits++) yield return (uint)bits;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Double_AroundBreakpoints_WithinFourUlp(string name)
    {
        MapCase map = MapCases.Get(name);
        var random = new System.Random(7);
        double[] points = [.. map.Breakpoints.Concat(map.Breakpoints.Select(point => -point)).Concat([0.1, -0.1, 3, -3, 5, -5])
            .SelectMany(point => Enumerable.Range(-6, 13)
                .Select(step => BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(point) + step))
                .Concat(Enumerable.Range(0, 20)
                    .Select(_ => point + ((random.NextDouble() - 0.5) * Math.Max(Math.Abs(point) * 0.1, 0.7)))))];
        var results = new double[points.Length];
        fixed (double* source = points, target = results) map.Run(InstructionSet.V512, source, target, points.Length);
        double worst = 0;
        for (int i = 0; i < points.Length; i++)
        {
            // NaN and infinities are the special value tests' business.
            double rough = map.Reference(points[i]);
            if (!double.IsFinite(rough) || double.IsNaN(results[i])) continue;
            if (points[i] == 0 && name != "log") continue;
            double error = Ulp.Error(results[i], map.Exact(BigReal.From(points[i])));
            Assert.True(error <= 4, $"{name}({points[i]:R}) = {results[i]:R} is {error:F2} ULP off");
            worst = Math.Max(worst, error);
        }

        output.WriteLine($"{name}: worst {worst:F3} ULP in double");
    }

    private void AssertWithinTwoUlp(MapCase map, IEnumerable<uint> arguments)
    {
        double worst = 0;
        float worstAt = 0;
        var x = new float[BatchSize];
        var y = new float[BatchSize];
        foreach (uint[] batch in arguments.Chunk(BatchSize))
        {
            for (int i = 0; i < batch.Length; i++) x[i] = BitConverter.UInt32BitsToSingle(batch[i]);
            fixed (float* source = x, target = y) map.Run(InstructionSet.V512, source, target, batch.Length);
            for (int i = 0; i < batch.Length; i++)
            {
                double error = Ulp.Error(y[i], map.Reference(x[i]));
                if (error <= worst) continue;
                worst = error;
                worstAt = x[i];
            }
        }

        output.WriteLine($"{map.Name}: worst {worst:F3} ULP in float, at {worstAt:R}");
        Assert.True(worst <= 2, $"{map.Name}({worstAt:R}) is {worst:F3} ULP off");
    }
}

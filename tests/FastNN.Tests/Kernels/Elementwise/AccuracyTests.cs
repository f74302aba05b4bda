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

        MapCase map = MapCases.Get(name);
        var worst = new Worst();
        Parallel.For(
            0L,
            (1L << 32) / BatchSize,
            () => new float[2 * BatchSize],
            (block, _, buffer) =>
            {
                Span<float> x = buffer.AsSpan(0, BatchSize);
                for (int i = 0; i < BatchSize; i++) x[i] = BitConverter.UInt32BitsToSingle((uint)((block * BatchSize) + i));
                worst.Offer(map, x, buffer.AsSpan(BatchSize));
                return buffer;
            },
            _ => { });
        worst.AssertWithinTwoUlp(map, output);
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
        var worst = new Worst();
        var y = new float[BatchSize];
        foreach (uint[] batch in arguments.Chunk(BatchSize))
        {
            float[] x = [.. batch.Select(BitConverter.UInt32BitsToSingle)];
            worst.Offer(map, x, y.AsSpan(0, x.Length));
        }

        worst.AssertWithinTwoUlp(map, output);
    }

    private sealed class Worst
    {
        private readonly Lock _lock = new();
        private double _error;
        private float _argument;

        public void Offer(MapCase map, ReadOnlySpan<float> x, Span<float> y)
        {
            fixed (float* source = x, target = y) map.Run(InstructionSet.V512, source, target, x.Length);
            double error = 0;
            float argument = 0;
            for (int i = 0; i < x.Length; i++)
            {
                double here = Ulp.Error(y[i], map.Reference(x[i]));
                if (here > error) (error, argument) = (here, x[i]);
            }

            lock (_lock)
            {
                if (error > _error) (_error, _argument) = (error, argument);
            }
        }

        public void AssertWithinTwoUlp(MapCase map, ITestOutputHelper output)
        {
            output.WriteLine($"{map.Name}: worst {_error:F3} ULP in float, at {_argument:R}");
            Assert.True(_error <= 2, $"{map.Name}({_argument:R}) is {_error:F3} ULP off");
        }
    }
}

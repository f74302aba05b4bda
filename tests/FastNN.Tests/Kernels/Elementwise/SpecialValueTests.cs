using FastNN.Simd;
using FastNN.Testing;
using Xunit;

namespace FastNN.Tests.Kernels.Elementwise;

public sealed unsafe class SpecialValueTests
{
    private const double Infinity = double.PositiveInfinity;

    public static TheoryData<string> Names => MapCases.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void NaN_GivesNaN(string name)
    {
        AssertAt(name, double.NaN, double.NaN);

        // NaNs with other bits set, which must not be taken for numbers where functions compute with bits.
        foreach (long bits in (ReadOnlySpan<long>)[0x7FFFFFFFFFFFFFFF, -1, 0x7FF8000200000000, 0x7FF8010000000000])
        {
            AssertAt(name, BitConverter.Int64BitsToDouble(bits), double.NaN);
        }
    }

    [Theory]
    [InlineData("exp", -Infinity, 0.0)]
    [InlineData("exp", Infinity, Infinity)]
    [InlineData("exp", 0.0, 1.0)]
    [InlineData("exp", 1e4, Infinity)]
    [InlineData("exp", -1e4, 0.0)]
    [InlineData("expm1", -Infinity, -1.0)]
    [InlineData("expm1", Infinity, Infinity)]
    [InlineData("expm1", 0.0, 0.0)]
    [InlineData("log", 0.0, -Infinity)]
    [InlineData("log", -1.0, double.NaN)]
    [InlineData("log", -Infinity, double.NaN)]
    [InlineData("log", Infinity, Infinity)]
    [InlineData("log", 1.0, 0.0)]
    [InlineData("log1p", -1.0, -Infinity)]
    [InlineData("log1p", -2.0, double.NaN)]
    [InlineData("log1p", -Infinity, double.NaN)]
    [InlineData("log1p", Infinity, Infinity)]
    [InlineData("log1p", 0.0, 0.0)]
    [InlineData("tanh", Infinity, 1.0)]
    [InlineData("tanh", -Infinity, -1.0)]
    [InlineData("tanh", 0.0, 0.0)]
    [InlineData("sigmoid", Infinity, 1.0)]
    [InlineData("sigmoid", -Infinity, 0.0)]
    [InlineData("sigmoid", 0.0, 0.5)]
    [InlineData("softplus", Infinity, Infinity)]
    [InlineData("softplus", -Infinity, 0.0)]
    [InlineData("silu", Infinity, Infinity)]
    [InlineData("silu", -Infinity, -0.0)]
    [InlineData("mish", Infinity, Infinity)]
    [InlineData("mish", -Infinity, -0.0)]
    [InlineData("sin", Infinity, double.NaN)]
    [InlineData("cos", -Infinity, double.NaN)]
    [InlineData("cos", 0.0, 1.0)]
    [InlineData("erf", Infinity, 1.0)]
    [InlineData("erf", -Infinity, -1.0)]
    [InlineData("gelu", Infinity, Infinity)]
    [InlineData("gelu", -Infinity, -0.0)]
    [InlineData("geluTanh", Infinity, Infinity)]
    [InlineData("geluTanh", -Infinity, -0.0)]
    [InlineData("relu", Infinity, Infinity)]
    [InlineData("relu", -5.0, 0.0)]
    [InlineData("leakyRelu", -Infinity, -Infinity)]
    [InlineData("elu", -Infinity, -0.5)]
    [InlineData("elu", Infinity, Infinity)]
    [InlineData("selu", Infinity, Infinity)]
    [InlineData("softsign", Infinity, 1.0)]
    [InlineData("softsign", -Infinity, -1.0)]
    [InlineData("hardSigmoid", Infinity, 1.0)]
    [InlineData("hardSigmoid", -Infinity, 0.0)]
    [InlineData("hardSwish", Infinity, Infinity)]
    [InlineData("hardSwish", -Infinity, -0.0)]
    public void SpecialArgument_GivesLimit(string name, double x, double expected) => AssertAt(name, x, expected);

    [Theory]
    [InlineData("expm1")]
    [InlineData("log1p")]
    [InlineData("tanh")]
    [InlineData("erf")]
    [InlineData("sin")]
    [InlineData("gelu")]
    [InlineData("geluTanh")]
    [InlineData("silu")]
    [InlineData("mish")]
    [InlineData("softsign")]
    public void NegativeZero_StaysNegative(string name) => AssertAt(name, -0.0, -0.0);

    [Fact]
    public void Log_NegativeZero_GivesNegativeInfinity() => AssertAt("log", -0.0, -Infinity);

    private static void AssertAt(string name, double x, double expected)
    {
        MapCase map = MapCases.Get(name);
        foreach (InstructionSet width in Widths.All)
        {
            float single = (float)x;
            double @double = x;
            map.Run(width, &single, &single, 1);
            map.Run(width, &@double, &@double, 1);
            Assert.Equal(BitConverter.DoubleToInt64Bits(Canonical(expected)), BitConverter.DoubleToInt64Bits(Canonical(single)));
            Assert.Equal(BitConverter.DoubleToInt64Bits(Canonical(expected)), BitConverter.DoubleToInt64Bits(Canonical(@double)));
        }
    }

    // One NaN for all, whatever its sign and payload.
    private static double Canonical(double value) => double.IsNaN(value) ? double.NaN : value;
}

using FastNN.Kernels;
using FastNN.Testing;
using Xunit;

namespace FastNN.Tests.Kernels.Elementwise;

/// <summary>All elementwise functions with their references.</summary>
internal static class MapCases
{
    private const double SeluLambda = 1.0507009873554804934193349852946;
    private const double SeluAlpha = 1.6732632423543772848170429916717;

    // The factors of the activations with parameters are powers of two: exact in both types.
    private static readonly MapCase[] s_all =
    [
        new MapCase<Exp<float>, Exp<double>>(
            "exp", default, default, Math.Exp, BigReal.Exp,
            [0, 0.3466, 1, 88.72, -87.34, -103.97, 709.78, -708.4, -745.1]),
        new MapCase<Expm1<float>, Expm1<double>>(
            "expm1", default, default, Expm1, BigReal.Expm1,
            [0, 1e-9, -1e-18, 0.3466, -0.3466, 88.72, -17.3, -37.4, 709.7]),
        new MapCase<Log<float>, Log<double>>(
            "log", default, default, Math.Log, BigReal.Log,
            [1, 0.70710678, 0.75, 0.96875, 1.0625, 1.41421356, 1.5, 2, 1.17549435e-38, 1e-40, 2.2250738585072014E-308, 1e-310, 1e300]),
        new MapCase<Log1p<float>, Log1p<double>>(
            "log1p", default, default, Log1p, BigReal.Log1p,
            [0, 1e-20, -0.2929, -0.25, -0.03125, 0.0625, 0.41421, 0.5, 1, -0.9999, 1e7, 1e17, 1e18, 1e300]),
        new ActivationCase<Tanh<float>, Tanh<double>>(
            "tanh", default, default, Math.Tanh, Tanh,
            [0, 0.55, -0.55, 9.01, 10, 19.06, -20, 1e-300]),
        new ActivationCase<Sigmoid<float>, Sigmoid<double>>(
            "sigmoid", default, default, Sigmoid, Sigmoid,
            [0, 1, -2, -87.3, -103.9, 17, 37, -708, -745]),
        new ActivationCase<Softplus<float>, Softplus<double>>(
            "softplus", default, default, Softplus, Softplus,
            [0, 1, -1, -87.3, -103.9, 17, 37, -708, -745]),
        new ActivationCase<Silu<float>, Silu<double>>(
            "silu", default, default, x => Times(x, Sigmoid(x)), x => x * Sigmoid(x),
            [0, 1, -1, -2, -87.3, -103.9, -108, -114.4, 17, 37, -708, -745, -751]),
        new ActivationCase<Mish<float>, Mish<double>>(
            "mish", default, default, Mish, Mish,
            [0, 0.02, -0.02, 1, -2, -87.3, -103.9, -108, 17, 37, -708, -745, -751]),
        new MapCase<Sin<float>, Sin<double>>(
            "sin", default, default, Math.Sin, BigReal.Sin,
            [0, 1e-20, 0.785398, 1.5707964, 3.1415927, 3.141592653589793, 355, 9999.9, 710 * Math.PI, 999_999]),
        new MapCase<Cos<float>, Cos<double>>(
            "cos", default, default, Math.Cos, BigReal.Cos,
            [0, 1e-20, 0.785398, 1.5707964, 1.5707963267948966, 3.1415927, 355.5, 9999.9, 710.5 * Math.PI, 999_999]),
        new MapCase<Erf<float>, Erf<double>>("erf", default, default, Erf, NormalTail.Erf, [0, 0.1669, 0.3338, 0.7, 1e-20, 1, -1, 1.3351, 2.67, 3.3378, 3.9, 4, 5.9, 6]),
        new ActivationCase<Gelu<float>, Gelu<double>>(
            "gelu", default, default, x => GeluOf(x), Gelu,
            [0, 1e-20, 0.25, 0.5, 1, -1.5, -3, 7, -13, -14.4, -14.9, -15, -37.5, -38.5, -39]),
        new ActivationCase<GeluTanh<float>, GeluTanh<double>>(
            "geluTanh", default, default, x => Times(x, Sigmoid(GeluTanhArgument(x))), x => x * Sigmoid(GeluTanhArgument(x)),
            [0, 0.4, -0.4, -1, -3, -9, -10.2, -12, -21, -21.9, -25]),
        new ActivationCase<Relu<float>, Relu<double>>(
            "relu", default, default, x => double.IsNaN(x) ? x : Math.Max(x, 0), x => x.IsNegative ? BigReal.Zero : x,
            [0, 1]),
        new ActivationCase<Identity<float>, Identity<double>>("identity", default, default, x => x, x => x, [0]),
        new ActivationCase<LeakyRelu<float>, LeakyRelu<double>>(
            "leakyRelu", new(0.25f), new(0.25), x => x > 0 ? x : 0.25 * x, x => x.IsNegative ? x.ScaleB(-2) : x,
            [0]),
        new ActivationCase<Elu<float>, Elu<double>>(
            "elu", new(0.5f), new(0.5), x => x > 0 ? x : 0.5 * Expm1(x), x => x.IsNegative ? BigReal.Expm1(x).ScaleB(-1) : x,
            [0, -0.3466, -17.3, -37.4]),
        new ActivationCase<Selu<float>, Selu<double>>(
            "selu", default, default, x => x > 0 ? SeluLambda * x : SeluLambda * SeluAlpha * Expm1(x), Selu,
            [0, -0.3466, -17.3, -37.4]),
        new ActivationCase<Softsign<float>, Softsign<double>>(
            "softsign", default, default,
            x => double.IsInfinity(x) ? Math.Sign(x) : x / (1 + Math.Abs(x)), x => x / (BigReal.One + BigReal.Abs(x)),
            [0, 1, -1e6, 1e300]),
        new ActivationCase<HardSigmoid<float>, HardSigmoid<double>>(
            "hardSigmoid", default, default, x => Gate(x) / 6, x => Gate(x) / BigReal.From(6),
            [-3, 0, 3]),
        new ActivationCase<HardSwish<float>, HardSwish<double>>(
            "hardSwish", default, default, x => Times(x, Gate(x) / 6), x => x * Gate(x) / BigReal.From(6),
            [-3, -1.5, 0, 3]),
        new MapCase<SquareRoot<float>, SquareRoot<double>>(
            "sqrt", default, default, Math.Sqrt, x => BigReal.Exp(BigReal.Log(x).ScaleB(-1)),
            [1, 2, 1e-40]),
        new MapCase<AbsoluteValue<float>, AbsoluteValue<double>>("abs", default, default, Math.Abs, BigReal.Abs, [0]),
        new MapCase<Negation<float>, Negation<double>>("negate", default, default, x => -x, x => -x, [0]),
        new MapCase<Square<float>, Square<double>>("square", default, default, x => x * x, x => x * x, [0, 1, 1e19]),
        new MapCase<Scaling<float>, Scaling<double>>("scale", new(0.3f), new(0.3f), x => 0.3f * x, x => BigReal.From(0.3f) * x, [0]),
        new MapCase<Shift<float>, Shift<double>>("shift", new(0.75f), new(0.75), x => 0.75 + x, x => BigReal.From(0.75) + x, [0, -0.75]),
    ];

    /// <summary>Gets the names for a theory.</summary>
    public static TheoryData<string> Names => [.. s_all.Select(one => one.Name)];

    /// <summary>Gets the names of the functions with derivatives for a theory.</summary>
    public static TheoryData<string> ActivationNames => [.. s_all.Where(one => one.Derivative != null).Select(one => one.Name)];

    public static MapCase Get(string name) => s_all.Single(one => one.Name == name);

    private static double Expm1(double x) => Math.Abs(x) < 1e-5 ? x + (x * x / 2) + (x * x * x / 6)
        : Math.Abs(x) < 0.5 ? 2 * Math.Sinh(x / 2) * Math.Exp(x / 2)
        : Math.Exp(x) - 1;

    private static double Log1p(double x) => Math.Abs(x) < 1e-5 ? x - (x * x / 2) + (x * x * x / 3)
        : double.IsPositiveInfinity(x) ? x
        : x == -1 ? double.NegativeInfinity
        : Math.Log(1 + x) - (((1 + x) - 1 - x) / (1 + x));

    private static double Sigmoid(double x) => x < 0 ? Math.Exp(x) / (1 + Math.Exp(x)) : 1 / (1 + Math.Exp(-x));

    private static BigReal Sigmoid(BigReal x) => BigReal.One / (BigReal.One + BigReal.Exp(-x));

    private static double Softplus(double x) => Math.Max(x, 0) + Log1p(Math.Exp(-Math.Abs(x)));

    private static BigReal Softplus(BigReal x) => BigReal.Log1p(BigReal.Exp(x));

    private static BigReal Tanh(BigReal x)
    {
        BigReal e = BigReal.Expm1(x.ScaleB(1));
        return e / (e + BigReal.From(2));
    }

    private static double Mish(double x)
    {
        double e = Math.Exp(-Math.Abs(x));
        return Times(x, x < 0 ? e * (2 + e) / ((e * (2 + e)) + 2) : (1 + (2 * e)) / (1 + (2 * e) + (2 * e * e)));
    }

    private static BigReal Mish(BigReal x)
    {
        BigReal e = BigReal.Exp(x);
        BigReal w = e * (e + BigReal.From(2));
        return x * w / (w + BigReal.From(2));
    }

    private static BigReal Selu(BigReal x) => x.IsNegative
        ? BigReal.From(SeluLambda * SeluAlpha) * BigReal.Expm1(x)
        : BigReal.From(SeluLambda) * x;

    private static double Erf(double x) => Math.Abs(x) < 0.3
        ? 2 / Math.Sqrt(Math.PI) * (x - (x * x * x / 3) + (Math.Pow(x, 5) / 10) - (Math.Pow(x, 7) / 42) + (Math.Pow(x, 9) / 216)
            - (Math.Pow(x, 11) / 1320) + (Math.Pow(x, 13) / 9360) - (Math.Pow(x, 15) / 75600))
        : Math.CopySign(1 - (2 * NormalTail.Of(Math.Abs(x) * Math.Sqrt(2))), x);

    private static double GeluOf(double x) => x < 0 ? Times(x, NormalTail.Of(-x))
        : x == 0 || double.IsPositiveInfinity(x) ? x : x - (x * NormalTail.Of(x));

    private static BigReal Gelu(BigReal x) => x.IsNegative ? x * NormalTail.Of(-x) : x - (x * NormalTail.Of(x));

    private static double GeluTanhArgument(double x) => 2 * Math.Sqrt(2 / Math.PI) * x * (1 + (0.044715 * x * x));

    // 2 sqrt(2 / pi) (x + 0.044715 x^3), the root through the logarithm.
    private static BigReal GeluTanhArgument(BigReal x) => BigReal.Exp((BigReal.Log(BigReal.From(8)) - BigReal.Log(BigReal.Pi)).ScaleB(-1))
        * x * (BigReal.One + (BigReal.From(44715) / BigReal.From(1_000_000) * x * x));

    private static double Gate(double x) => Math.Min(Math.Max(x + 3, 0), 6);

    private static BigReal Gate(BigReal x)
    {
        BigReal shifted = x + BigReal.From(3);
        return shifted.IsNegative ? BigReal.Zero : (BigReal.From(6) - shifted).IsNegative ? BigReal.From(6) : shifted;
    }

    // The limit of x f(x) where f has reached zero.
    private static double Times(double x, double value) => value == 0 ? -0.0 : x * value;
}

namespace FastNN.Testing;

/// <summary>Measures errors in units in the last place (ULP) of the exact result.</summary>
public static class Ulp
{
    /// <summary>
    /// Measures the error of a <c>float</c> against a result computed in <c>double</c>. NaN for NaN and an infinity for itself, or for
    /// what rounds to it, have no error; other mismatches of special values have an infinite one.
    /// </summary>
    public static double Error(float actual, double exact)
    {
        if (double.IsNaN(exact) || float.IsNaN(actual)) return double.IsNaN(exact) && float.IsNaN(actual) ? 0 : double.PositiveInfinity;
        if (float.IsInfinity((float)exact) || float.IsInfinity(actual))
        {
            if (actual == (float)exact) return 0;

            // Next to the overflow threshold the largest number and infinity are neighbours.
            bool near = Math.Abs(exact) > float.MaxValue * 0.9999999 && !double.IsInfinity(exact) && Math.Abs(actual) >= float.MaxValue;
            return near && Math.Sign(exact) == Math.Sign(actual) ? 1 : double.PositiveInfinity;
        }

        int exponent = exact == 0 ? -126 : Math.Max(Math.ILogB(exact), -126);
        return Math.Abs(actual - exact) / Math.ScaleB(1, exponent - 23);
    }

    /// <summary>Measures the error of a <c>double</c> against a result of 300 bits.</summary>
    public static double Error(double actual, BigReal exact)
    {
        if (!double.IsFinite(actual)) return double.PositiveInfinity;
        int exponent = Math.Max(exact.IsZero ? -1022 : exact.ILogB, -1022);
        return Math.Abs((BigReal.From(actual) - exact).ScaleB(52 - exponent).ToDouble());
    }

    /// <summary>Measures the distance of two numbers of the same type in steps from one representable number to the next.</summary>
    public static double Distance(double actual, double expected)
    {
        if (double.IsNaN(actual) && double.IsNaN(expected)) return 0;
        if (double.IsNaN(actual) || double.IsNaN(expected)) return double.PositiveInfinity;
        return Math.Abs((double)Order(BitConverter.DoubleToInt64Bits(actual)) - Order(BitConverter.DoubleToInt64Bits(expected)));
    }

    private static long Order(long bits) => bits < 0 ? long.MinValue - bits : bits;
}

namespace FastNN.Testing;

/// <summary>The tail Phi(-t) of the normal distribution, a reference for the error function and GELU.</summary>
public static class NormalTail
{
    private static readonly BigReal s_sqrtTwo = BigReal.Exp(BigReal.Log(BigReal.From(2)).ScaleB(-1));
    private static readonly BigReal s_sqrtPi = BigReal.Exp(BigReal.Log(BigReal.Pi).ScaleB(-1));

    /// <summary>Computes Phi(-t) for t of zero or more to a relative error of some 1e-14.</summary>
    public static double Of(double t)
    {
        if (t > 39) return 0;
        double density = Math.Exp(-t * t / 2) / Math.Sqrt(2 * Math.PI);
        if (t < 2)
        {
            // Phi(t) - 1/2 = phi(t) (t + t^3 / 3 + t^5 / (3 * 5) + ...).
            double term = t, sum = t;
            for (int i = 3; i < 80; i += 2) sum += term *= t * t / i;
            return 0.5 - (density * sum);
        }

        // Laplace's continued fraction.
        double fraction = t;
        for (int i = 120; i > 0; i--) fraction = t + (i / fraction);
        return density / fraction;
    }

    /// <summary>Computes Phi(-t) for t of zero or more to far more than the digits of double.</summary>
    public static BigReal Of(BigReal t)
    {
        if (t.ToDouble() < 6) return BigReal.From(0.5) - Center(t);
        BigReal fraction = t;
        for (int i = 200; i > 0; i--) fraction = t + (BigReal.From(i) / fraction);
        return Density(t) / fraction;
    }

    /// <summary>Computes the error function.</summary>
    public static BigReal Erf(BigReal x)
    {
        BigReal t = BigReal.Abs(x) * s_sqrtTwo;
        BigReal value = t.ToDouble() < 6 ? Center(t).ScaleB(1) : BigReal.One - Of(t).ScaleB(1);
        return x.IsNegative ? -value : value;
    }

    private static BigReal Density(BigReal t) => BigReal.Exp(-(t * t).ScaleB(-1)) / (s_sqrtTwo * s_sqrtPi);

    // Phi(t) - 1/2 by the series above.
    private static BigReal Center(BigReal t)
    {
        BigReal square = t * t;
        BigReal term = t, sum = t;
        for (int i = 3; i < 500; i += 2)
        {
            term = term * square / BigReal.From(i);
            sum += term;
        }

        return Density(t) * sum;
    }
}

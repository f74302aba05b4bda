using System.Numerics;

namespace FastNN.Testing;

/// <summary>
/// A binary floating-point number of 300 bits and any exponent, truncated after every operation: a reference for <c>double</c>.
/// Its elementary functions are series in exact reduction, slow and plain.
/// </summary>
public readonly struct BigReal
{
    private const int Precision = 300;

    private readonly BigInteger _mantissa;
    private readonly int _exponent;

    private BigReal(BigInteger mantissa, int exponent)
    {
        int excess = (int)BigInteger.Abs(mantissa).GetBitLength() - Precision;
        _mantissa = excess > 0 ? mantissa >> excess : mantissa;
        _exponent = excess > 0 ? exponent + excess : exponent;
    }

    public static BigReal Zero => default;

    public static BigReal One { get; } = From(1);

    /// <summary>ln(2) = 2 atanh(1/3).</summary>
    public static BigReal Ln2 { get; } = Series(One / From(3), -1).ScaleB(1);

    /// <summary>Machin's formula: pi = 16 atan(1/5) - 4 atan(1/239).</summary>
    public static BigReal Pi { get; } = Series(One / From(5), 1).ScaleB(4) - Series(One / From(239), 1).ScaleB(2);

    public bool IsZero => _mantissa.IsZero;

    public bool IsNegative => _mantissa.Sign < 0;

    /// <summary>Gets the exponent of the leading bit.</summary>
    public int ILogB => (int)BigInteger.Abs(_mantissa).GetBitLength() - 1 + _exponent;

    public static BigReal From(double value)
    {
        if (value == 0) return Zero;
        long bits = BitConverter.DoubleToInt64Bits(value);
        int field = (int)((bits >> 52) & 0x7FF);
        long fraction = bits & 0xFFFFFFFFFFFFF;
        BigInteger mantissa = field == 0 ? fraction : fraction | (1L << 52);
        return new BigReal(bits < 0 ? -mantissa : mantissa, Math.Max(field, 1) - 1075);
    }

    public static BigReal operator +(BigReal left, BigReal right)
    {
        if (left.IsZero) return right;
        if (right.IsZero) return left;
        if (left._exponent < right._exponent) (left, right) = (right, left);

        // Beyond this distance the smaller one does not show, and shifting the larger would only make a huge integer.
        if (left.ILogB - right.ILogB > 2 * Precision) return left;
        return new BigReal((left._mantissa << (left._exponent - right._exponent)) + right._mantissa, right._exponent);
    }

    public static BigReal operator -(BigReal value) => new(-value._mantissa, value._exponent);

    public static BigReal operator -(BigReal left, BigReal right) => left + -right;

    public static BigReal operator *(BigReal left, BigReal right) =>
        new(left._mantissa * right._mantissa, left._exponent + right._exponent);

    public static BigReal operator /(BigReal left, BigReal right) =>
        new((left._mantissa << (2 * Precision)) / right._mantissa, left._exponent - right._exponent - (2 * Precision));

    public static BigReal Abs(BigReal x) => x.IsNegative ? -x : x;

    public static BigReal Exp(BigReal x)
    {
        int n = (int)Math.Round((x / Ln2).ToDouble());
        BigReal r = (x - (From(n) * Ln2)).ScaleB(-10);
        BigReal sum = One;
        BigReal term = One;
        for (int i = 1; i < 40; i++)
        {
            term = term * r / From(i);
            sum += term;
        }

        for (int i = 0; i < 10; i++) sum *= sum;
        return sum.ScaleB(n);
    }

    /// <summary>Halley's iteration on e^y = x, which triples the number of right digits.</summary>
    public static BigReal Log(BigReal x)
    {
        int n = x.ILogB;
        BigReal mantissa = x.ScaleB(-n);
        BigReal y = From(Math.Log(mantissa.ToDouble()));
        for (int i = 0; i < 2; i++)
        {
            BigReal e = Exp(y);
            y += ((mantissa - e) / (mantissa + e)).ScaleB(1);
        }

        return y + (From(n) * Ln2);
    }

    /// <summary>Computes the sine after reduction to at most pi/4 in size.</summary>
    public static BigReal Sin(BigReal x) => Turned(x, 0);

    /// <summary>Computes the cosine after reduction to at most pi/4 in size.</summary>
    public static BigReal Cos(BigReal x) => Turned(x, 1);

    /// <summary>Computes e^x - 1 with all digits also where x is tiny.</summary>
    public static BigReal Expm1(BigReal x) => !x.IsZero && x.ILogB < -80
        ? x + (x * x).ScaleB(-1) + (x * x * x / From(6)) + (x * x * x * x / From(24))
        : Exp(x) - One;

    /// <summary>Computes ln(1 + x) with all digits also where x is tiny.</summary>
    public static BigReal Log1p(BigReal x) => !x.IsZero && x.ILogB < -80
        ? x - (x * x).ScaleB(-1) + (x * x * x / From(3)) - (x * x * x * x).ScaleB(-2)
        : Log(One + x);

    public BigReal ScaleB(int exponent) => new(_mantissa, _exponent + exponent);

    public double ToDouble()
    {
        if (IsZero) return 0;
        int excess = (int)BigInteger.Abs(_mantissa).GetBitLength() - 64;
        return excess > 0 ? Math.ScaleB((double)(_mantissa >> excess), _exponent + excess) : Math.ScaleB((double)_mantissa, _exponent);
    }

    private static BigReal Turned(BigReal x, int quarters)
    {
        long turns = (long)Math.Round((x / Pi).ScaleB(1).ToDouble());
        BigReal r = x - (From(turns) * Pi.ScaleB(-1));
        long count = turns + quarters;
        bool cosine = (count & 1) != 0;
        BigReal square = -(r * r);
        BigReal term = cosine ? One : r;
        BigReal sum = term;
        for (int i = cosine ? 1 : 2; i < 100; i += 2)
        {
            term = term * square / From((double)i * (i + 1));
            sum += term;
        }

        return (count & 2) != 0 ? -sum : sum;
    }

    // atan (sign 1) or atanh (sign -1) by its power series.
    private static BigReal Series(BigReal x, int sign)
    {
        BigReal square = sign > 0 ? -(x * x) : x * x;
        BigReal sum = x;
        BigReal power = x;
        for (int i = 3; i < 2 * Precision; i += 2)
        {
            power *= square;
            sum += power / From(i);
        }

        return sum;
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>Sine and cosine: one reduction by multiples of pi/2 and a polynomial for either.</summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
/// <typeparam name="V">The register.</typeparam>
/// <typeparam name="L">The witness.</typeparam>
internal static unsafe class Trigonometry<T, V, L>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where V : unmanaged
    where L : struct, ILanes<T, V>
{
    /// <summary>Computes <c>sin(x + quarters * pi / 2)</c> for 0 or 1 quarter turns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sine(V x, int quarters)
    {
        // Three parts of pi/2 reduce so far with all digits. What lies beyond is rare enough to be left to the platform: those lanes alone, for
        // no result may depend on what stands beside it.
        V y = Near(x, quarters), beyond = L.LessThan(Lane<T, V, L>.Constant(1e4, 1e6), L.Abs(x));
        return L.Any(beyond) ? L.Select(beyond, Platform(x, quarters), y) : y;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Near(V x, int quarters)
    {
        V t = L.Abs(x);
        V magic = Lane<T, V, L>.RoundingMagic;
        V rounded = L.MultiplyAdd(t, Lane<T, V, L>.Constant(0.63661977236758134), magic);
        V turns = L.Subtract(rounded, magic);
        V r = L.MultiplyAdd(turns, Lane<T, V, L>.Constant(-1.5707963705062866, -1.5707963267948966), t);
        r = L.MultiplyAdd(turns, Lane<T, V, L>.Constant(4.371138828673793e-08, -6.123233995736766e-17), r);
        r = L.MultiplyAdd(turns, Lane<T, V, L>.Constant(1.7151245100058819e-15, 1.4973849048591698e-33), r);

        // The lowest bits of the rounded sum count the quarter turns: an odd count takes the cosine, the next bit is the sign.
        V count = L.AddBits(rounded, L.FillBits(quarters));
        V odd = L.SubtractBits(L.Zero, L.And(count, L.FillBits(1)));
        V sign = L.And(typeof(T) == typeof(float) ? L.ShiftLeftBits(count, 30) : L.ShiftLeftBits(count, 62), Lane<T, V, L>.SignBit);
        V square = L.Multiply(r, r);
        V y = L.Select(odd, ReducedCosine(square), ReducedSine(r, square));

        // sin(-x) = -sin(x), also for zero; the cosine is even.
        if (quarters == 0) sign = L.Xor(sign, L.And(x, Lane<T, V, L>.SignBit));
        return L.Xor(y, sign);
    }

    /// <summary>Computes sin(r) for |r| of at most pi/4.</summary>
    /// <remarks>Minimax (Remez exchange in 50 digits): relative error 2^-28.1 for float, 2^-58.0 for double.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ReducedSine(V r, V square)
    {
        V q;
        if (typeof(T) == typeof(float))
        {
            q = Lane<T, V, L>.Constant(-0.00019517237292062436);
            q = Lane<T, V, L>.Horner(q, square, 0.008332177710931683);
            q = Lane<T, V, L>.Horner(q, square, -0.1666665493723528);
        }
        else
        {
            q = Lane<T, V, L>.Constant(1.5896797512809003e-10);
            q = Lane<T, V, L>.Horner(q, square, -2.505075815084568e-08);
            q = Lane<T, V, L>.Horner(q, square, 2.755731369217468e-06);
            q = Lane<T, V, L>.Horner(q, square, -0.00019841269829808667);
            q = Lane<T, V, L>.Horner(q, square, 0.008333333333322415);
            q = Lane<T, V, L>.Horner(q, square, -0.16666666666666632);
        }

        return L.MultiplyAdd(L.Multiply(square, q), r, r);
    }

    /// <summary>Computes cos(r) for |r| of at most pi/4.</summary>
    /// <remarks>Minimax (Remez exchange in 50 digits): absolute error 2^-33.3 for float, 2^-64.2 for double.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ReducedCosine(V square)
    {
        V q;
        if (typeof(T) == typeof(float))
        {
            q = Lane<T, V, L>.Constant(2.4438390357267556e-05);
            q = Lane<T, V, L>.Horner(q, square, -0.0013887367019401087);
            q = Lane<T, V, L>.Horner(q, square, 0.04166664685725551);
        }
        else
        {
            q = Lane<T, V, L>.Constant(-1.1359657509035757e-11);
            q = Lane<T, V, L>.Horner(q, square, 2.087572347772424e-09);
            q = Lane<T, V, L>.Horner(q, square, -2.7557314353995237e-07);
            q = Lane<T, V, L>.Horner(q, square, 2.4801587289488652e-05);
            q = Lane<T, V, L>.Horner(q, square, -0.0013888888888874136);
            q = Lane<T, V, L>.Horner(q, square, 0.0416666666666666);
        }

        return L.MultiplyAdd(square, L.MultiplyAdd(square, q, Lane<T, V, L>.Constant(-0.5)), Lane<T, V, L>.One);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static V Platform(V x, int quarters)
    {
        T* lanes = (T*)&x;
        for (int i = 0; i < L.Count; i++) lanes[i] = quarters == 0 ? T.Sin(lanes[i]) : T.Cos(lanes[i]);
        return x;
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>
/// tanh(|x|) in float by tables: sixteen intervals of |x|, four to each doubling of 1 + 13/8 |x|, have a polynomial of the fifth degree each.
/// </summary>
/// <remarks>
/// Minimax polynomials (Remez exchange in 40 digits) around a centre, error at most 0.31 units in the last place. After S. Gal, "Computing
/// elementary functions: a new approach for achieving high accuracy and good performance", 1986, each centre, but zero for the interval that
/// begins there, is the number near the middle whose constant coefficient is nearest to a float; so little rounding is left that results are
/// within 1.06 units in the last place of the truth, tried for every float.
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="V">The register.</typeparam>
/// <typeparam name="L">The witness.</typeparam>
internal static class TanhTable<T, V, L>
    where T : unmanaged
    where V : unmanaged
    where L : struct, ILanes<T, V>
{
    /// <summary>Computes tanh(|x|); NaN gives NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V OfAbs(V x)
    {
        // Beyond the bound the result rounds to 1. The highest bits of 1 + 13/8 |x| tell the interval: two of its exponent, two of its fraction.
        V bounded = L.Min(Lane<T, V, L>.Constant(9.05), L.Abs(x));
        V index = L.ShiftRightBits(L.MultiplyAdd(bounded, Lane<T, V, L>.Constant(1.625), Lane<T, V, L>.One), 21);
        V distance = L.Subtract(bounded, L.LookUp<Centres>(index));
        V slope = PiecewiseQuintic<T, V, L>.Slope<
            FirstCoefficients, SecondCoefficients, ThirdCoefficients, FourthCoefficients, FifthCoefficients>(index, distance);
        return L.MultiplyAdd(slope, distance, L.LookUp<Constants>(index));
    }

    private readonly struct Centres : ILookUpTable
    {
        public static Vector512<float> Entries
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                0.7693989f, 1.0770345f, 1.3841605f, 1.6923071f, 2.1546235f, 2.769252f, 3.384339f, 3.999312f,
                4.9213653f, 6.152476f, 7.382708f, 8.528814f, 0f, 0.23071426f, 0.384535f, 0.538594f);
        }
    }

    private readonly struct Constants : ILookUpTable
    {
        public static Vector512<float> Entries
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                0.6465798f, 0.7920968f, 0.8818795f, 0.93444043f, 0.9734693f, 0.992166f, 0.9977042f, 0.9993284f,
                0.9998937f, 0.99999094f, 0.9999992f, 0.99999994f, 0f, 0.22670601f, 0.36663938f, 0.49192294f);
        }
    }

    private readonly struct FirstCoefficients : ILookUpTable
    {
        public static Vector512<float> Entries
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                0.5819346f, 0.37258267f, 0.22228853f, 0.12682107f, 0.05235744f, 0.015606645f, 0.0045863073f, 0.0013427972f,
                0.00021251936f, 1.8118115e-05f, 1.5472438e-06f, 1.5787043e-07f, 1f, 0.9486044f, 0.86557555f, 0.7580118f);
        }
    }

    private readonly struct SecondCoefficients : ILookUpTable
    {
        public static Vector512<float> Entries
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                -0.37626755f, -0.29512754f, -0.19603507f, -0.118507646f, -0.050965417f, -0.015481694f, -0.0045748116f, -0.0013415968f,
                -0.0002116929f, -1.8049126e-05f, -1.5288283e-06f, -4.2562723e-07f, 8.717702e-07f, -0.215053f, -0.31735274f, -0.37288257f);
        }
    }

    private readonly struct ThirdCoefficients : ILookUpTable
    {
        public static Vector512<float> Entries
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                0.049301177f, 0.10957208f, 0.09878212f, 0.0684654f, 0.032165498f, 0.010160031f, 0.0030361454f, 0.00089328823f,
                0.00014131572f, 1.2050346e-05f, 1.0286609e-06f, 7.4239466e-08f, -0.333384f, -0.26745856f, -0.17216228f, -0.06924231f);
        }
    }

    private readonly struct FourthCoefficients : ILookUpTable
    {
        public static Vector512<float> Entries
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                0.09359378f, 0.012260846f, -0.021389538f, -0.024371304f, -0.014405857f, -0.0049952427f, -0.0015313386f, -0.00045385442f,
                -7.6295015e-05f, -6.5101412e-06f, -5.8240073e-07f, 7.283164e-07f, 0.00087402377f, 0.13172399f, 0.16830157f, 0.15798014f);
        }
    }

    private readonly struct FifthCoefficients : ILookUpTable
    {
        public static Vector512<float> Entries
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                -0.06323183f, -0.0374948f, -0.008966446f, 0.0027544037f, 0.004342622f, 0.0018585434f, 0.00059850083f, 0.0001797169f,
                3.0010237e-05f, 2.5647757e-06f, 2.2014935e-07f, 1.3013248e-07f, 0.12829667f, 0.08144824f, 0.013769052f, -0.037568048f);
        }
    }
}

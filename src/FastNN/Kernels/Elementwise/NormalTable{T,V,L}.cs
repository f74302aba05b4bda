using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>
/// The tail of the normal distribution in float by tables: <c>e^(t^2 / 2) Phi(-t)</c>, Phi the distribution function, is smooth from the middle
/// on to where Phi(-t) rounds to zero, and has a polynomial of the sixth degree in each of sixteen intervals, four to each doubling of 1 + t.
/// </summary>
/// <remarks>Made like <see cref="TanhTable{T, V, L}"/>, error of the polynomials at most 0.07 units in the last place.</remarks>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="V">The register.</typeparam>
/// <typeparam name="L">The witness.</typeparam>
internal static class NormalTable<T, V, L>
    where T : unmanaged
    where V : unmanaged
    where L : struct, ILanes<T, V>
{
    /// <summary>Limits |x| to where t Phi(-t) rounds to zero; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Bound(V x) => L.Min(Lane<T, V, L>.Constant(14.9), L.Abs(x));

    /// <summary>Computes <c>e^(t^2 / 2) Phi(-t)</c> for t from 0 to 14.9, and what it lost in its last rounding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ScaledTail(V t, out V rest)
    {
        // The highest bits of 1 + t tell the interval: two of its exponent, two of its fraction.
        V index = L.ShiftRightBits(L.Add(t, Lane<T, V, L>.One), 21);
        V distance = L.Subtract(t, L.LookUp<Centres>(index));
        V curvature = PiecewiseQuintic<T, V, L>.Slope<
            SecondCoefficients, ThirdCoefficients, FourthCoefficients, FifthCoefficients, SixthCoefficients>(index, distance);
        V slope = L.MultiplyAdd(curvature, distance, L.LookUp<FirstCoefficients>(index));
        V constant = L.LookUp<Constants>(index);
        V tail = L.MultiplyAdd(slope, distance, constant);
        rest = L.MultiplyAdd(slope, distance, L.Subtract(constant, tail));
        return tail;
    }

    /// <summary>
    /// Computes <c>2^64 e^(-t^2 / 2)</c> as <c>power + power correction</c>, the correction small; the rounding of the square, which the
    /// exponential would magnify, is made good.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LiftedDensity(V t, out V correction)
    {
        V square = L.Multiply(t, t);
        V excess = L.NegateMultiplyAdd(t, t, square);
        return PowerTable<T, V, L>.LiftedParts(
            L.Multiply(square, Lane<T, V, L>.Constant(-0.5)), L.Multiply(excess, Lane<T, V, L>.Constant(0.5)), out correction);
    }

    private readonly struct Centres : ILookUpTable
    {
        public static Vector512<float> Entries
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                1.2504697f, 1.7500972f, 2.2495804f, 2.7490814f, 3.5008373f, 4.5000596f, 5.4995956f, 6.501522f,
                8.000459f, 9.9998255f, 12.00057f, 14.000925f, 0.12504806f, 0.3750791f, 0.62477f, 0.8751817f);
        }
    }

    private readonly struct Constants : ILookUpTable
    {
        public static Vector512<float> Entries
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                0.23070844f, 0.1852244f, 0.15367427f, 0.13076098f, 0.10632277f, 0.08480236f, 0.07034757f, 0.060002223f,
                0.04911981f, 0.03950737f, 0.033017423f, 0.028350806f, 0.45377678f, 0.37958413f, 0.32340145f, 0.27974257f);
        }
    }

    private readonly struct FirstCoefficients : ILookUpTable
    {
        public static Vector512<float> Entries
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                -0.11044838f, -0.07478159f, -0.053239647f, -0.0394697f, -0.026723554f, -0.01732661f, -0.012059092f, -0.008836506f,
                -0.0059612575f, -0.0038754712f, -0.0027143746f, -0.002004772f, -0.34219837f, -0.2565682f, -0.19689076f, -0.1541167f);
        }
    }

    private readonly struct SecondCoefficients : ILookUpTable
    {
        public static Vector512<float> Entries
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                0.04629805f, 0.02717468f, 0.016953705f, 0.011127785f, 0.006383991f, 0.0034157943f, 0.0020137213f, 0.0012757424f,
                0.00071351486f, 0.0003766692f, 0.00022168993f, 0.00014107172f, 0.20549276f, 0.14167538f, 0.100195006f, 0.07243123f);
        }
    }

    private readonly struct ThirdCoefficients : ILookUpTable
    {
        public static Vector512<float> Entries
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                -0.017517326f, -0.009074162f, -0.005033561f, -0.0029594027f, -0.0014579173f, -0.0006517376f, -0.00032814106f, -0.00018074377f,
                -8.425901e-05f, -3.6279267e-05f, -1.7989467e-05f, -9.879157e-06f, -0.10550123f, -0.06781217f, -0.044764686f, -0.030243147f);
        }
    }

    private readonly struct FourthCoefficients : ILookUpTable
    {
        public static Vector512<float> Entries
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                0.0060977475f, 0.0028233107f, 0.0014075257f, 0.0007479515f, 0.00031982159f, 0.00012067785f, 5.2258518e-05f, 2.5152449e-05f,
                9.823731e-06f, 3.463888e-06f, 1.4505464e-06f, 6.885135e-07f, 0.04807558f, 0.029060021f, 0.018057177f, 0.0114900805f);
        }
    }

    private readonly struct FifthCoefficients : ILookUpTable
    {
        public static Vector512<float> Entries
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                -0.00199885f, -0.000833876f, -0.00037599806f, -0.00018247926f, -6.890223e-05f, -2.2034308e-05f, -8.214459e-06f, -3.4661637e-06f,
                -1.1569807e-06f, -3.3304863e-07f, -1.1728922e-07f, -4.8030575e-08f, -0.019918485f, -0.011288211f, -0.0066772066f, -0.003995355f);
        }
    }

    private readonly struct SixthCoefficients : ILookUpTable
    {
        public static Vector512<float> Entries
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                0.00061103946f, 0.00023142301f, 9.500221e-05f, 4.220154e-05f, 1.4124871e-05f, 3.874437e-06f, 1.2602723e-06f, 4.6980517e-07f,
                1.3224509e-07f, 3.1348524e-08f, 9.389695e-09f, 3.3413434e-09f, 0.0075890496f, 0.0041556745f, 0.0023053493f, 0.0013671842f);
        }
    }
}

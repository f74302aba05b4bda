using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>
/// erf(|x|) in float by tables: sixteen intervals of |x|, eight to each doubling of 1 + 0.749 |x|, have a polynomial of the fifth degree each.
/// </summary>
/// <remarks>
/// Made like <see cref="TanhTable{T, V, L}"/>, error of the polynomials at most 0.3 units in the last place. Near zero it is |x| plus a
/// polynomial, because the slope there, 2 / sqrt(pi), is not a float.
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="V">The register.</typeparam>
/// <typeparam name="L">The witness.</typeparam>
internal static class ErfTable<T, V, L>
    where T : unmanaged
    where V : unmanaged
    where L : struct, ILanes<T, V>
{
    /// <summary>Computes erf(|x|); NaN gives NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V OfAbs(V x)
    {
        // Beyond the bound the result rounds to 1. The highest bits of 1 + 0.749 |x| tell the interval: one of its exponent, three of its fraction.
        V bounded = L.Min(Lane<T, V, L>.Constant(4), L.Abs(x));
        V index = L.ShiftRightBits(L.MultiplyAdd(bounded, Lane<T, V, L>.Constant(0.749), Lane<T, V, L>.One), 20);
        V distance = L.Subtract(bounded, L.LookUp<Centres>(index));
        V slope = PiecewiseQuintic<T, V, L>.Slope<
            FirstCoefficients, SecondCoefficients, ThirdCoefficients, FourthCoefficients, FifthCoefficients>(index, distance);
        V constant = L.MultiplyAdd(L.LookUp<Slopes>(index), distance, L.LookUp<Constants>(index));
        return L.MultiplyAdd(slope, distance, constant);
    }

    private readonly struct Slopes : ILookUpTable
    {
        public static Vector512<float> Entries
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f,
                1f, 0f, 0f, 0f, 0f, 0f, 0f, 0f);
        }
    }

    private readonly struct Centres : ILookUpTable
    {
        public static Vector512<float> Entries
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                1.5016882f, 1.8353255f, 2.1687346f, 2.5036047f, 2.8367658f, 3.1705546f, 3.5052621f, 3.8348274f,
                0f, 0.2504428f, 0.41716766f, 0.58425623f, 0.7508743f, 0.9179309f, 1.084669f, 1.2520354f);
        }
    }

    private readonly struct Constants : ILookUpTable
    {
        public static Vector512<float> Entries
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                0.96630543f, 0.9905558f, 0.9978382f, 0.9996008f, 0.99993974f, 0.99999267f, 0.9999993f, 0.99999994f,
                0f, 0.27679572f, 0.44478533f, 0.59134513f, 0.71171737f, 0.8057643f, 0.87495893f, 0.9233803f);
        }
    }

    private readonly struct FirstCoefficients : ILookUpTable
    {
        public static Vector512<float> Entries
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                0.11832912f, 0.038865913f, 0.010227984f, 0.0021393502f, 0.00036106407f, 4.8612706e-05f, 5.2041896e-06f, 4.6343555e-07f,
                0.12837917f, 1.0597793f, 0.94814616f, 0.802059f, 0.642088f, 0.48586965f, 0.34794024f, 0.23531967f);
        }
    }

    private readonly struct SecondCoefficients : ILookUpTable
    {
        public static Vector512<float> Entries
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                -0.17770182f, -0.07133406f, -0.022180803f, -0.005354872f, -0.0010236879f, -0.0001539632f, -1.8207698e-05f, -1.6115621e-06f,
                7.4417204e-07f, -0.265413f, -0.39553452f, -0.46860674f, -0.48212662f, -0.44599465f, -0.3774003f, -0.29462916f);
        }
    }

    private readonly struct ThirdCoefficients : ILookUpTable
    {
        public static Vector512<float> Entries
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                0.13845225f, 0.07432593f, 0.028662896f, 0.008226081f, 0.0018163763f, 0.00030944234f, 4.084597e-05f, 4.336837e-06f,
                -0.37616357f, -0.30895802f, -0.20605204f, -0.08482588f, 0.027306428f, 0.11097293f, 0.15691589f, 0.16748597f);
        }
    }

    private readonly struct FourthCoefficients : ILookUpTable
    {
        public static Vector512<float> Entries
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                -0.04392182f, -0.04419303f, -0.023781102f, -0.008628666f, -0.0022892647f, -0.00045512416f, -6.8797766e-05f, -1.3041083e-05f,
                0.0005757951f, 0.12673533f, 0.17428857f, 0.18051328f, 0.1501756f, 0.0976836f, 0.040825486f, -0.0064138183f);
        }
    }

    private readonly struct FifthCoefficients : ILookUpTable
    {
        public static Vector512<float> Entries
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                -0.01485582f, 0.010067187f, 0.011868474f, 0.00608751f, 0.0020164286f, 0.00047475167f, 8.27637e-05f, 1.27696585e-05f,
                0.10982435f, 0.08108901f, 0.03329158f, -0.016989635f, -0.052328978f, -0.06916345f, -0.063949816f, -0.047138914f);
        }
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>
/// The logarithm in float by tables: each of sixteen intervals of the significand m has a number c near 1 / m, so that <c>r = m c - 1</c> is
/// small and <c>ln(m) = ln(1 + r) - ln(c)</c>.
/// </summary>
/// <remarks>
/// P. T. P. Tang, "Table-driven implementation of the logarithm function in IEEE floating-point arithmetic", 1990. Significands are from 3/4 to
/// 3/2, and their highest bits tell the interval: eight of 1/16 from 1 on, and eight of 1/32 below. After S. Gal (see
/// <see cref="TanhTable{T, V, L}"/>) each c is the float near the interval's middle whose logarithm is nearest to a multiple of 2^-17, within
/// 2^-32 of it: such multiples, and those of the high part of ln(2), are summed without rounding. In the two intervals about one c is one.
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="V">The register.</typeparam>
/// <typeparam name="L">The witness.</typeparam>
internal static class LogarithmTable<T, V, L>
    where T : unmanaged
    where V : unmanaged
    where L : struct, ILanes<T, V>
{
    /// <summary>Computes ln(x), subnormal arguments included; 0 gives -inf, negative numbers NaN, inf gives inf.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log(V x)
    {
        V significand = L.Significand(x, out V exponent);
        V interval = L.ShiftRightBits(significand, 19);
        V r = Distance(significand, L.LookUp<Reciprocals>(interval));
        return L.Add(High(interval, exponent), L.Add(r, CurvedPart(r, exponent)));
    }

    /// <summary>Computes <c>ln(x + rest)</c> for x not subnormal and a rest far smaller, which does not count from 1e18 on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LogOfSum(V x, V rest)
    {
        V significand = L.Significand(x, out V exponent);
        V interval = L.ShiftRightBits(significand, 19);

        // The rest, scaled by the same power of two, is in the series and beside the distance: in it, it would be rounded once more. For huge x
        // that power leaves the range of the format.
        V power = L.AddBits(L.SubtractBits(significand, x), Lane<T, V, L>.One);
        V reciprocal = L.LookUp<Reciprocals>(interval);
        V scaled = L.And(L.LessThan(x, Lane<T, V, L>.Constant(1e18)), L.Multiply(L.Multiply(rest, power), reciprocal));
        V r = Distance(significand, reciprocal);
        return L.Add(High(interval, exponent), L.Add(r, L.Add(CurvedPart(L.Add(r, scaled), exponent), scaled)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Distance(V significand, V reciprocal) => L.MultiplyAdd(significand, reciprocal, L.Negate(Lane<T, V, L>.One));

    // What is exact of exponent ln(2) - ln(c).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V High(V interval, V exponent) =>
        L.MultiplyAdd(exponent, Lane<T, V, L>.Constant(0.693145751953125), L.LookUp<Logarithms>(interval));

    // ln(1 + r) - r, a minimax polynomial (Remez exchange in 40 digits) with an error of 2^-28.3 of ln(1 + r), and the rest of exponent ln(2).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V CurvedPart(V r, V exponent)
    {
        V square = L.Multiply(r, r);
        V series = Lane<T, V, L>.Horner(Lane<T, V, L>.Constant(0.33334431558918566), r, -0.5);
        V end = Lane<T, V, L>.Horner(Lane<T, V, L>.Constant(0.18865184725821446), r, -0.25007277179112141);
        V low = L.Multiply(exponent, Lane<T, V, L>.Constant(1.42860682030941723e-6));
        return L.MultiplyAdd(square, L.MultiplyAdd(end, square, series), low);
    }

    private readonly struct Reciprocals : ILookUpTable
    {
        public static bool IsOneOfFew => true;

        public static Vector512<float> Entries
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                1f, 0.91786164f, 0.8627316f, 0.82148004f, 0.7803055f, 0.74152845f, 0.71087205f, 0.6792614f,
                1.3020586f, 1.2577115f, 1.2099724f, 1.1608614f, 1.1191013f, 1.083876f, 1.0459701f, 1f);
        }
    }

    // Of the reciprocals, their signs changed.
    private readonly struct Logarithms : ILookUpTable
    {
        public static bool IsOneOfFew => true;

        public static Vector512<float> Entries
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Vector512.Create(
                0f, 0.08570862f, 0.14765167f, 0.19664764f, 0.24806976f, 0.29904175f, 0.34126282f, 0.38674927f,
                -0.26394653f, -0.22929382f, -0.19059753f, -0.14916229f, -0.11252594f, -0.08054352f, -0.044944763f, 0f);
        }
    }
}

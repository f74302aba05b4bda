using System.Numerics;

namespace FastNN.Kernels;

/// <summary>Computes the Euclidean norm of a block of numbers, such as a gradient, however small or large they are.</summary>
/// <remarks>
/// The order of summation is that of <see cref="Reductions"/>: it depends on the number of elements and the register width, not on threads.
/// </remarks>
internal static unsafe class EuclideanNorm
{
    /// <summary>Computes <c>sqrt(sum(x^2))</c> to the accuracy of the pairwise sum.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The elements.</param>
    /// <returns>
    /// The norm, in <c>double</c> because that of finite floats may exceed the range of <c>float</c>; 0 for an empty block, NaN if an element
    /// is NaN, infinite if one is infinite or the norm exceeds the range of <c>double</c>.
    /// </returns>
    public static double Of<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T sum = Reductions.SumOfSquares(x);
        if (T.IsNaN(sum)) return double.NaN;
        return sum >= Limits<T>.LeastAccurateSum && T.IsFinite(sum) ? Math.Sqrt(double.CreateChecked(sum)) : OfExtremes(x);
    }

    private static double OfExtremes<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (x.IsEmpty) return 0;
        T largest = T.Max(Reductions.Max(x), -Reductions.Min(x));
        if (T.IsZero(largest) || !T.IsFinite(largest)) return double.CreateChecked(largest);

        // The factor must itself be a normal number; the squares are far from both ends of the range all the same.
        int exponent = Math.Clamp(-T.ILogB(largest), -Limits<T>.LargestExponent, Limits<T>.LargestExponent);
        fixed (T* pointer = x)
        {
            T sum = Reductions.SumOf(new ScaledSquareTerm<T>(T.ScaleB(T.One, exponent)), pointer, pointer, x.Length);
            return Math.ScaleB(Math.Sqrt(double.CreateChecked(sum)), -exponent);
        }
    }

    private static class Limits<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        /// <summary>The exponent of the largest power of two whose reciprocal is a normal number too.</summary>
        public static readonly int LargestExponent = T.ILogB(T.BitDecrement(T.PositiveInfinity)) - 1;

        // Below the normal numbers every addition may be wrong by T.Epsilon. From this sum on, 2^31 such errors stay within one rounding.
        public static readonly T LeastAccurateSum = T.ScaleB(T.Epsilon / (T.BitIncrement(T.One) - T.One), 31);
    }
}

using System.Numerics;

namespace FastNN.Peers.Measuring;

/// <summary>Checks that contenders computed the same before their times are compared.</summary>
internal static class Agreement
{
    /// <summary>Compares two results element by element.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="work">The case and the peer, for the message.</param>
    /// <param name="ours">What FastNN computed.</param>
    /// <param name="theirs">What the peer computed.</param>
    /// <param name="absoluteTolerance">The difference that rounding explains whatever the size of an element.</param>
    /// <param name="relativeTolerance">The difference that it explains in proportion to the element.</param>
    /// <exception cref="ContendersDisagreeException">Some elements differ by more.</exception>
    public static void Require<T>(
        string work, ReadOnlySpan<T> ours, ReadOnlySpan<T> theirs, double absoluteTolerance, double relativeTolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < ours.Length; i++)
        {
            double a = double.CreateChecked(ours[i]), b = double.CreateChecked(theirs[i]);

            // Written so that NaN fails.
            if (!(Math.Abs(a - b) <= absoluteTolerance + (relativeTolerance * Math.Abs(b))))
            {
                throw new ContendersDisagreeException($"{work}: element {i} is {a:R} by FastNN and {b:R} by the peer");
            }
        }
    }

    /// <summary>Gets the distance from one to the next number of a type.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    public static double Epsilon<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => double.CreateChecked(T.BitIncrement(T.One) - T.One);
}

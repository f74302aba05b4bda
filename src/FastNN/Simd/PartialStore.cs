using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FastNN.Simd;

/// <summary>
/// Stores the first elements of a register in pieces of powers of two, where masked stores are slow (twelve cycles and some forty operations
/// on AMD's processors before AVX-512) or do not exist.
/// </summary>
internal static unsafe class PartialStore
{
    /// <summary>Stores the first <paramref name="count"/> elements, from none to all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<T>(Vector256<T> value, T* destination, int count)
        where T : unmanaged
    {
        if ((count & Vector256<T>.Count) != 0)
        {
            value.Store(destination);
            return;
        }

        Vector128<T> rest = value.GetLower();
        if ((count & Vector128<T>.Count) != 0)
        {
            rest.Store(destination);
            destination += Vector128<T>.Count;
            rest = value.GetUpper();
        }

        RunBelowWhole(rest, destination, count);
    }

    /// <summary>Stores the first <paramref name="count"/> elements, from none to all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<T>(Vector128<T> value, T* destination, int count)
        where T : unmanaged
    {
        if ((count & Vector128<T>.Count) != 0) value.Store(destination);
        else RunBelowWhole(value, destination, count);
    }

    // By the lowest bits of the count, two in float and one in double.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RunBelowWhole<T>(Vector128<T> value, T* destination, int count)
        where T : unmanaged
    {
        if (typeof(T) == typeof(double))
        {
            if ((count & 1) != 0) *destination = value.ToScalar();
        }
        else if ((count & 2) != 0)
        {
            *(double*)destination = value.AsDouble().ToScalar();
            if ((count & 1) != 0) destination[2] = value.GetElement(2);
        }
        else if ((count & 1) != 0)
        {
            *destination = value.ToScalar();
        }
    }
}

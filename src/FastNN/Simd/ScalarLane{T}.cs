using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FastNN.Simd;

/// <summary>The witness of a single element: the plain reference for the vector widths, and the fallback where there are none.</summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
internal readonly unsafe struct ScalarLane<T> : ILanes<T, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int Count => 1;

    public static int RegisterCount => 16;

    public static bool HasScaling => false;

    public static T Zero => T.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Fill(T value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T FillBits(long bits) => FromBits(bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Load(T* source) => *source;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T value, T* destination) => *destination = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T FirstLanes(int count) => Mask(count > 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T LoadMasked(T* source, T mask) => ToBits(mask) != 0 ? *source : T.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreMasked(T value, T* destination, T mask)
    {
        if (ToBits(mask) != 0) *destination = value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Add(T left, T right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Subtract(T left, T right) => left - right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Multiply(T left, T right) => left * right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Divide(T left, T right) => left / right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MultiplyAdd(T left, T right, T addend) => T.FusedMultiplyAdd(left, right, addend);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T NegateMultiplyAdd(T left, T right, T addend) => T.FusedMultiplyAdd(-left, right, addend);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Negate(T value) => -value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Abs(T value) => T.Abs(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sqrt(T value) => T.Sqrt(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Min(T left, T right) => left < right ? left : right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Max(T left, T right) => left > right ? left : right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ScaleByPowerOfTwo(T value, T exponent) => PowerOfTwo.Scale<T, T, ScalarLane<T>>(
        value,
        typeof(T) == typeof(float) ? (T)(object)MathF.Floor((float)(object)exponent) : (T)(object)Math.Floor((double)(object)exponent));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Significand(T value, out T exponent) => PowerOfTwo.Split<T, T, ScalarLane<T>>(value, out exponent);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T LookUp<TTable>(T index)
        where TTable : struct, ILookUpTable =>
        (T)(object)TTable.Entries.GetElement(BitConverter.SingleToInt32Bits((float)(object)index) & 15);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T LookUpEight<TTable>(T index)
        where TTable : struct, IEightEntryTable => LookUp<TTable>(index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T LessThan(T left, T right) => Mask(left < right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T LessThanOrEqual(T left, T right) => Mask(left <= right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T AreEqual(T left, T right) => Mask(left == right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Select(T mask, T whenTrue, T whenFalse) => ToBits(mask) != 0 ? whenTrue : whenFalse;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T And(T left, T right) => FromBits(ToBits(left) & ToBits(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Or(T left, T right) => FromBits(ToBits(left) | ToBits(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Xor(T left, T right) => FromBits(ToBits(left) ^ ToBits(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T AddBits(T left, T right) => FromBits(ToBits(left) + ToBits(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T SubtractBits(T left, T right) => FromBits(ToBits(left) - ToBits(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ShiftLeftBits(T value, int count) => FromBits(ToBits(value) << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ShiftRightBits(T value, int count) => typeof(T) == typeof(float)
        ? FromBits((uint)ToBits(value) >>> count)
        : FromBits(ToBits(value) >>> count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(T mask) => ToBits(mask) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool All(T mask) => ToBits(mask) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(T value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSums(T value0, T value1, T value2, T value3, T* destination) =>
        StoreTransposed(value0, value1, value2, value3, destination, 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaxAcross(T value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTransposed(T row0, T row1, T row2, T row3, T* destination, nint stride)
    {
        destination[0] = row0;
        destination[1] = row1;
        destination[2] = row2;
        destination[3] = row3;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TransposeSquare(T* source, nint sourceStride, T* destination, nint destinationStride) => *destination = *source;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(void* address)
    {
        if (Sse.IsSupported) Sse.Prefetch1(address);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Mask(bool condition) => FromBits(condition ? -1L : 0L);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long ToBits(T value) => typeof(T) == typeof(float)
        ? Unsafe.BitCast<T, int>(value)
        : Unsafe.BitCast<T, long>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T FromBits(long bits) => typeof(T) == typeof(float)
        ? Unsafe.BitCast<int, T>((int)bits)
        : Unsafe.BitCast<long, T>(bits);
}

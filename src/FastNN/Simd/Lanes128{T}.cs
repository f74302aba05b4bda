using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace FastNN.Simd;

/// <summary>The witness of 128-bit registers.</summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
internal readonly unsafe struct Lanes128<T> : ILanes<T, Vector128<T>>
    where T : unmanaged
{
    public static int Count => Vector128<T>.Count;

    public static int RegisterCount => Avx512F.VL.IsSupported || AdvSimd.Arm64.IsSupported ? 32 : 16;

    public static bool HasScaling => Avx512F.VL.IsSupported;

    public static Vector128<T> Zero => Vector128<T>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Fill(T value) => Vector128.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> FillBits(long bits) =>
        typeof(T) == typeof(float) ? Vector128.Create((int)bits).As<int, T>() : Vector128.Create(bits).As<long, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Load(T* source) => Vector128.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<T> value, T* destination) => value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> FirstLanes(int count) => typeof(T) == typeof(float)
        ? Vector128.LessThan(Vector128<int>.Indices, Vector128.Create(count)).As<int, T>()
        : Vector128.LessThan(Vector128<long>.Indices, Vector128.Create((long)count)).As<long, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> LoadMasked(T* source, Vector128<T> mask)
    {
        if (Avx.IsSupported)
        {
            return typeof(T) == typeof(float)
                ? Avx.MaskLoad((float*)source, mask.AsSingle()).As<float, T>()
                : Avx.MaskLoad((double*)source, mask.AsDouble()).As<double, T>();
        }
        Vector128<T> result = Vector128<T>.Zero;
        Unsafe.CopyBlockUnaligned(&result, source, (uint)(BitOperations.PopCount(mask.ExtractMostSignificantBits()) * sizeof(T)));
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreMasked(Vector128<T> value, T* destination, Vector128<T> mask)
    {
        if (Avx512F.VL.IsSupported)
        {
            if (typeof(T) == typeof(float)) Avx.MaskStore((float*)destination, mask.AsSingle(), value.AsSingle());
            else Avx.MaskStore((double*)destination, mask.AsDouble(), value.AsDouble());
            return;
        }

        PartialStore.Run(value, destination, BitOperations.PopCount(mask.ExtractMostSignificantBits()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Add(Vector128<T> left, Vector128<T> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Subtract(Vector128<T> left, Vector128<T> right) => left - right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Multiply(Vector128<T> left, Vector128<T> right) => left * right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Divide(Vector128<T> left, Vector128<T> right) => left / right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> MultiplyAdd(Vector128<T> left, Vector128<T> right, Vector128<T> addend) => typeof(T) == typeof(float)
        ? Vector128.FusedMultiplyAdd(left.AsSingle(), right.AsSingle(), addend.AsSingle()).As<float, T>()
        : Vector128.FusedMultiplyAdd(left.AsDouble(), right.AsDouble(), addend.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> NegateMultiplyAdd(Vector128<T> left, Vector128<T> right, Vector128<T> addend)
    {
        // Not left to the compiler: it folds the negation into the instruction only where the negated value is used nowhere else.
        if (Fma.IsSupported)
        {
            return typeof(T) == typeof(float)
                ? Fma.MultiplyAddNegated(left.AsSingle(), right.AsSingle(), addend.AsSingle()).As<float, T>()
                : Fma.MultiplyAddNegated(left.AsDouble(), right.AsDouble(), addend.AsDouble()).As<double, T>();
        }

        return MultiplyAdd(-left, right, addend);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Negate(Vector128<T> value) => -value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Abs(Vector128<T> value) => Vector128.Abs(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Sqrt(Vector128<T> value) => Vector128.Sqrt(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Min(Vector128<T> left, Vector128<T> right) => Vector128.MinNative(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Max(Vector128<T> left, Vector128<T> right) => Vector128.MaxNative(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> ScaleByPowerOfTwo(Vector128<T> value, Vector128<T> exponent)
    {
        if (Avx512F.VL.IsSupported)
        {
            return typeof(T) == typeof(float)
                ? Avx512F.VL.Scale(value.AsSingle(), exponent.AsSingle()).As<float, T>()
                : Avx512F.VL.Scale(value.AsDouble(), exponent.AsDouble()).As<double, T>();
        }
        return PowerOfTwo.Scale<T, Vector128<T>, Lanes128<T>>(value, Floor(exponent));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Significand(Vector128<T> value, out Vector128<T> exponent)
    {
        if (Avx512F.VL.IsSupported)
        {
            // From 3/4 to 3/2 (3); negative numbers give NaN (8), -0 gives 1 (4). The exponent is that of a significand from 1 to 2.
            Vector128<T> significand = typeof(T) == typeof(float)
                ? Avx512F.VL.GetMantissa(value.AsSingle(), 3 + 8 + 4).As<float, T>()
                : Avx512F.VL.GetMantissa(value.AsDouble(), 3 + 8 + 4).As<double, T>();
            Vector128<T> whole = typeof(T) == typeof(float)
                ? Avx512F.VL.GetExponent(value.AsSingle()).As<float, T>()
                : Avx512F.VL.GetExponent(value.AsDouble()).As<double, T>();
            exponent = whole + (Vector128<T>.One & Vector128.LessThan(significand, Vector128<T>.One));
            return significand;
        }

        return PowerOfTwo.Split<T, Vector128<T>, Lanes128<T>>(value, out exponent);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> LookUp<TTable>(Vector128<T> index)
        where TTable : struct, ILookUpTable => TableLookUp.Of<TTable>(index.AsInt32()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> LookUpEight<TTable>(Vector128<T> index)
        where TTable : struct, IEightEntryTable => TableLookUp.OfEight<TTable>(index.AsInt32()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> LessThan(Vector128<T> left, Vector128<T> right) => Vector128.LessThan(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> LessThanOrEqual(Vector128<T> left, Vector128<T> right) => Vector128.LessThanOrEqual(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> AreEqual(Vector128<T> left, Vector128<T> right) => Vector128.Equals(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Select(Vector128<T> mask, Vector128<T> whenTrue, Vector128<T> whenFalse) =>
        Vector128.ConditionalSelect(mask, whenTrue, whenFalse);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> And(Vector128<T> left, Vector128<T> right) => left & right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Or(Vector128<T> left, Vector128<T> right) => left | right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Xor(Vector128<T> left, Vector128<T> right) => left ^ right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> AddBits(Vector128<T> left, Vector128<T> right) => typeof(T) == typeof(float)
        ? (left.AsInt32() + right.AsInt32()).As<int, T>()
        : (left.AsInt64() + right.AsInt64()).As<long, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> SubtractBits(Vector128<T> left, Vector128<T> right) => typeof(T) == typeof(float)
        ? (left.AsInt32() - right.AsInt32()).As<int, T>()
        : (left.AsInt64() - right.AsInt64()).As<long, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> ShiftLeftBits(Vector128<T> value, int count) => typeof(T) == typeof(float)
        ? (value.AsInt32() << count).As<int, T>()
        : (value.AsInt64() << count).As<long, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> ShiftRightBits(Vector128<T> value, int count) => typeof(T) == typeof(float)
        ? (value.AsUInt32() >>> count).As<uint, T>()
        : (value.AsUInt64() >>> count).As<ulong, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Vector128<T> mask) => mask.ExtractMostSignificantBits() != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool All(Vector128<T> mask) => mask.ExtractMostSignificantBits() == (1UL << Count) - 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Vector128<T> value)
    {
        Vector128<T> halves = value + SwapHalves(value);
        return typeof(T) == typeof(float) ? (halves + SwapNeighbours(halves)).ToScalar() : halves.ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSums(Vector128<T> value0, Vector128<T> value1, Vector128<T> value2, Vector128<T> value3, T* destination)
    {
        if (typeof(T) == typeof(float))
        {
            // Lanes 0 + 2 of both, then 1 + 3 of both.
            Vector128<double> sums01 = HalvesAdded(value0.AsSingle(), value1.AsSingle()), sums23 = HalvesAdded(value2.AsSingle(), value3.AsSingle());
            (Interleaved.Low(sums01, sums23).AsSingle() + Interleaved.High(sums01, sums23).AsSingle()).As<float, T>().Store(destination);
        }
        else
        {
            Vector128<double> a = value0.AsDouble(), b = value1.AsDouble(), c = value2.AsDouble(), d = value3.AsDouble();
            (Interleaved.Low(a, b) + Interleaved.High(a, b)).As<double, T>().Store(destination);
            (Interleaved.Low(c, d) + Interleaved.High(c, d)).As<double, T>().Store(destination + 2);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaxAcross(Vector128<T> value)
    {
        Vector128<T> halves = Vector128.MaxNative(value, SwapHalves(value));
        return typeof(T) == typeof(float) ? Vector128.MaxNative(halves, SwapNeighbours(halves)).ToScalar() : halves.ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> HalvesAdded(Vector128<float> a, Vector128<float> b) => (Interleaved.Low(a, b) + Interleaved.High(a, b)).AsDouble();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> SwapHalves(Vector128<T> value) =>
        Vector128.Shuffle(value.AsInt64(), Vector128.Create(1L, 0L)).As<long, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> SwapNeighbours(Vector128<T> value) =>
        Vector128.Shuffle(value.AsInt32(), Vector128.Create(1, 0, 3, 2)).As<int, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTransposed(Vector128<T> row0, Vector128<T> row1, Vector128<T> row2, Vector128<T> row3, T* destination, nint stride)
    {
        if (typeof(T) == typeof(float))
        {
            Vector128<float> low01 = Interleaved.Low(row0.AsSingle(), row1.AsSingle()), low23 = Interleaved.Low(row2.AsSingle(), row3.AsSingle());
            Vector128<float> high01 = Interleaved.High(row0.AsSingle(), row1.AsSingle()), high23 = Interleaved.High(row2.AsSingle(), row3.AsSingle());
            Interleaved.Low(low01.AsDouble(), low23.AsDouble()).As<double, T>().Store(destination);
            Interleaved.High(low01.AsDouble(), low23.AsDouble()).As<double, T>().Store(destination + stride);
            Interleaved.Low(high01.AsDouble(), high23.AsDouble()).As<double, T>().Store(destination + (2 * stride));
            Interleaved.High(high01.AsDouble(), high23.AsDouble()).As<double, T>().Store(destination + (3 * stride));
        }
        else
        {
            Interleaved.Low(row0.AsDouble(), row1.AsDouble()).As<double, T>().Store(destination);
            Interleaved.Low(row2.AsDouble(), row3.AsDouble()).As<double, T>().Store(destination + 2);
            Interleaved.High(row0.AsDouble(), row1.AsDouble()).As<double, T>().Store(destination + stride);
            Interleaved.High(row2.AsDouble(), row3.AsDouble()).As<double, T>().Store(destination + stride + 2);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TransposeSquare(T* source, nint sourceStride, T* destination, nint destinationStride)
    {
        if (typeof(T) == typeof(float)) Transposition.Square128((float*)source, sourceStride, (float*)destination, destinationStride);
        else Transposition.Square128((double*)source, sourceStride, (double*)destination, destinationStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(void* address)
    {
        if (Sse.IsSupported) Sse.Prefetch1(address);
    }

    private static Vector128<T> Floor(Vector128<T> value) => typeof(T) == typeof(float)
        ? Vector128.Floor(value.AsSingle()).As<float, T>()
        : Vector128.Floor(value.AsDouble()).As<double, T>();
}

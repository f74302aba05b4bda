using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FastNN.Simd;

/// <summary>The witness of 256-bit registers.</summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
internal readonly unsafe struct Lanes256<T> : ILanes<T, Vector256<T>>
    where T : unmanaged
{
    public static int Count => Vector256<T>.Count;

    public static int RegisterCount => Avx512F.VL.IsSupported ? 32 : 16;

    public static bool HasScaling => Avx512F.VL.IsSupported;

    public static Vector256<T> Zero => Vector256<T>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Fill(T value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> FillBits(long bits) =>
        typeof(T) == typeof(float) ? Vector256.Create((int)bits).As<int, T>() : Vector256.Create(bits).As<long, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Load(T* source) => Vector256.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<T> value, T* destination) => value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> FirstLanes(int count) => typeof(T) == typeof(float)
        ? Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)).As<int, T>()
        : Vector256.LessThan(Vector256<long>.Indices, Vector256.Create((long)count)).As<long, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> LoadMasked(T* source, Vector256<T> mask)
    {
        if (Avx.IsSupported)
        {
            return typeof(T) == typeof(float)
                ? Avx.MaskLoad((float*)source, mask.AsSingle()).As<float, T>()
                : Avx.MaskLoad((double*)source, mask.AsDouble()).As<double, T>();
        }
        Vector256<T> result = Vector256<T>.Zero;
        Unsafe.CopyBlockUnaligned(&result, source, (uint)(BitOperations.PopCount(mask.ExtractMostSignificantBits()) * sizeof(T)));
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreMasked(Vector256<T> value, T* destination, Vector256<T> mask)
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
    public static Vector256<T> Add(Vector256<T> left, Vector256<T> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Subtract(Vector256<T> left, Vector256<T> right) => left - right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Multiply(Vector256<T> left, Vector256<T> right) => left * right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Divide(Vector256<T> left, Vector256<T> right) => left / right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> MultiplyAdd(Vector256<T> left, Vector256<T> right, Vector256<T> addend) => typeof(T) == typeof(float)
        ? Vector256.FusedMultiplyAdd(left.AsSingle(), right.AsSingle(), addend.AsSingle()).As<float, T>()
        : Vector256.FusedMultiplyAdd(left.AsDouble(), right.AsDouble(), addend.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> NegateMultiplyAdd(Vector256<T> left, Vector256<T> right, Vector256<T> addend)
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
    public static Vector256<T> Negate(Vector256<T> value) => -value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Abs(Vector256<T> value) => Vector256.Abs(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Sqrt(Vector256<T> value) => Vector256.Sqrt(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Min(Vector256<T> left, Vector256<T> right) => Vector256.MinNative(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Max(Vector256<T> left, Vector256<T> right) => Vector256.MaxNative(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> ScaleByPowerOfTwo(Vector256<T> value, Vector256<T> exponent)
    {
        if (Avx512F.VL.IsSupported)
        {
            return typeof(T) == typeof(float)
                ? Avx512F.VL.Scale(value.AsSingle(), exponent.AsSingle()).As<float, T>()
                : Avx512F.VL.Scale(value.AsDouble(), exponent.AsDouble()).As<double, T>();
        }
        return PowerOfTwo.Scale<T, Vector256<T>, Lanes256<T>>(value, Floor(exponent));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Significand(Vector256<T> value, out Vector256<T> exponent)
    {
        if (Avx512F.VL.IsSupported)
        {
            // From 3/4 to 3/2 (3); negative numbers give NaN (8), -0 gives 1 (4). The exponent is that of a significand from 1 to 2.
            Vector256<T> significand = typeof(T) == typeof(float)
                ? Avx512F.VL.GetMantissa(value.AsSingle(), 3 + 8 + 4).As<float, T>()
                : Avx512F.VL.GetMantissa(value.AsDouble(), 3 + 8 + 4).As<double, T>();
            Vector256<T> whole = typeof(T) == typeof(float)
                ? Avx512F.VL.GetExponent(value.AsSingle()).As<float, T>()
                : Avx512F.VL.GetExponent(value.AsDouble()).As<double, T>();
            exponent = whole + (Vector256<T>.One & Vector256.LessThan(significand, Vector256<T>.One));
            return significand;
        }

        return PowerOfTwo.Split<T, Vector256<T>, Lanes256<T>>(value, out exponent);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> LookUp<TTable>(Vector256<T> index)
        where TTable : struct, ILookUpTable => TableLookUp.Of<TTable>(index.AsInt32()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> LookUpEight<TTable>(Vector256<T> index)
        where TTable : struct, IEightEntryTable => TableLookUp.OfEight<TTable>(index.AsInt32()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> LessThan(Vector256<T> left, Vector256<T> right) => Vector256.LessThan(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> LessThanOrEqual(Vector256<T> left, Vector256<T> right) => Vector256.LessThanOrEqual(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> AreEqual(Vector256<T> left, Vector256<T> right) => Vector256.Equals(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Select(Vector256<T> mask, Vector256<T> whenTrue, Vector256<T> whenFalse) =>
        Vector256.ConditionalSelect(mask, whenTrue, whenFalse);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> And(Vector256<T> left, Vector256<T> right) => left & right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Or(Vector256<T> left, Vector256<T> right) => left | right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Xor(Vector256<T> left, Vector256<T> right) => left ^ right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> AddBits(Vector256<T> left, Vector256<T> right) => typeof(T) == typeof(float)
        ? (left.AsInt32() + right.AsInt32()).As<int, T>()
        : (left.AsInt64() + right.AsInt64()).As<long, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> SubtractBits(Vector256<T> left, Vector256<T> right) => typeof(T) == typeof(float)
        ? (left.AsInt32() - right.AsInt32()).As<int, T>()
        : (left.AsInt64() - right.AsInt64()).As<long, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> ShiftLeftBits(Vector256<T> value, int count) => typeof(T) == typeof(float)
        ? (value.AsInt32() << count).As<int, T>()
        : (value.AsInt64() << count).As<long, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> ShiftRightBits(Vector256<T> value, int count) => typeof(T) == typeof(float)
        ? (value.AsUInt32() >>> count).As<uint, T>()
        : (value.AsUInt64() >>> count).As<ulong, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Vector256<T> mask) => mask.ExtractMostSignificantBits() != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool All(Vector256<T> mask) => mask.ExtractMostSignificantBits() == (1UL << Count) - 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Vector256<T> value) => Lanes128<T>.Sum(value.GetLower() + value.GetUpper());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSums(Vector256<T> value0, Vector256<T> value1, Vector256<T> value2, Vector256<T> value3, T* destination) =>
        Lanes128<T>.StoreSums(
            value0.GetLower() + value0.GetUpper(),
            value1.GetLower() + value1.GetUpper(),
            value2.GetLower() + value2.GetUpper(),
            value3.GetLower() + value3.GetUpper(),
            destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaxAcross(Vector256<T> value) => Lanes128<T>.MaxAcross(Vector128.MaxNative(value.GetLower(), value.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTransposed(Vector256<T> row0, Vector256<T> row1, Vector256<T> row2, Vector256<T> row3, T* destination, nint stride)
    {
        if (typeof(T) == typeof(float))
        {
            Vector256<float> low01 = Interleaved.Low(row0.AsSingle(), row1.AsSingle()), low23 = Interleaved.Low(row2.AsSingle(), row3.AsSingle());
            Vector256<float> high01 = Interleaved.High(row0.AsSingle(), row1.AsSingle()), high23 = Interleaved.High(row2.AsSingle(), row3.AsSingle());
            StorePieces(Interleaved.Low(low01.AsDouble(), low23.AsDouble()).As<double, T>(), destination, 4 * stride);
            StorePieces(Interleaved.High(low01.AsDouble(), low23.AsDouble()).As<double, T>(), destination + stride, 4 * stride);
            StorePieces(Interleaved.Low(high01.AsDouble(), high23.AsDouble()).As<double, T>(), destination + (2 * stride), 4 * stride);
            StorePieces(Interleaved.High(high01.AsDouble(), high23.AsDouble()).As<double, T>(), destination + (3 * stride), 4 * stride);
        }
        else
        {
            StorePieces(Interleaved.Low(row0.AsDouble(), row1.AsDouble()).As<double, T>(), destination, 2 * stride);
            StorePieces(Interleaved.Low(row2.AsDouble(), row3.AsDouble()).As<double, T>(), destination + 2, 2 * stride);
            StorePieces(Interleaved.High(row0.AsDouble(), row1.AsDouble()).As<double, T>(), destination + stride, 2 * stride);
            StorePieces(Interleaved.High(row2.AsDouble(), row3.AsDouble()).As<double, T>(), destination + stride + 2, 2 * stride);
        }
    }

    // A register is made of 128-bit pieces, each of which holds one column (four floats) or half of one (two doubles).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StorePieces(Vector256<T> value, T* destination, nint stride)
    {
        value.GetLower().Store(destination);
        value.GetUpper().Store(destination + stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TransposeSquare(T* source, nint sourceStride, T* destination, nint destinationStride)
    {
        if (typeof(T) == typeof(float)) Transposition.Square256((float*)source, sourceStride, (float*)destination, destinationStride);
        else Transposition.Square256((double*)source, sourceStride, (double*)destination, destinationStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(void* address)
    {
        if (Sse.IsSupported) Sse.Prefetch1(address);
    }

    private static Vector256<T> Floor(Vector256<T> value) => typeof(T) == typeof(float)
        ? Vector256.Floor(value.AsSingle()).As<float, T>()
        : Vector256.Floor(value.AsDouble()).As<double, T>();
}

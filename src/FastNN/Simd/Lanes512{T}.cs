using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FastNN.Simd;

/// <summary>The witness of 512-bit registers.</summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
internal readonly unsafe struct Lanes512<T> : ILanes<T, Vector512<T>>
    where T : unmanaged
{
    public static int Count => Vector512<T>.Count;

    public static int RegisterCount => 32;

    public static bool HasScaling => Avx512F.IsSupported;

    public static Vector512<T> Zero => Vector512<T>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Fill(T value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> FillBits(long bits) =>
        typeof(T) == typeof(float) ? Vector512.Create((int)bits).As<int, T>() : Vector512.Create(bits).As<long, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Load(T* source) => Vector512.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<T> value, T* destination) => value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> FirstLanes(int count) => typeof(T) == typeof(float)
        ? Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).As<int, T>()
        : Vector512.LessThan(Vector512<long>.Indices, Vector512.Create((long)count)).As<long, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> LoadMasked(T* source, Vector512<T> mask)
    {
#if NET10_0_OR_GREATER
        if (Avx512F.IsSupported)
        {
            return typeof(T) == typeof(float)
                ? Avx512F.MaskLoad((float*)source, mask.AsSingle(), Vector512<float>.Zero).As<float, T>()
                : Avx512F.MaskLoad((double*)source, mask.AsDouble(), Vector512<double>.Zero).As<double, T>();
        }
#endif
        if (Avx.IsSupported)
        {
            return Vector512.Create(
                Lanes256<T>.LoadMasked(source, mask.GetLower()),
                Lanes256<T>.LoadMasked(source + Vector256<T>.Count, mask.GetUpper()));
        }
        Vector512<T> result = Vector512<T>.Zero;
        Unsafe.CopyBlockUnaligned(&result, source, (uint)(BitOperations.PopCount(mask.ExtractMostSignificantBits()) * sizeof(T)));
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreMasked(Vector512<T> value, T* destination, Vector512<T> mask)
    {
#if NET10_0_OR_GREATER
        if (Avx512F.IsSupported)
        {
            if (typeof(T) == typeof(float)) Avx512F.MaskStore((float*)destination, mask.AsSingle(), value.AsSingle());
            else Avx512F.MaskStore((double*)destination, mask.AsDouble(), value.AsDouble());
            return;
        }
#endif
        if (Avx.IsSupported)
        {
            Lanes256<T>.StoreMasked(value.GetLower(), destination, mask.GetLower());
            Lanes256<T>.StoreMasked(value.GetUpper(), destination + Vector256<T>.Count, mask.GetUpper());
            return;
        }
        Unsafe.CopyBlockUnaligned(destination, &value, (uint)(BitOperations.PopCount(mask.ExtractMostSignificantBits()) * sizeof(T)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Add(Vector512<T> left, Vector512<T> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Subtract(Vector512<T> left, Vector512<T> right) => left - right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Multiply(Vector512<T> left, Vector512<T> right) => left * right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Divide(Vector512<T> left, Vector512<T> right) => left / right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> MultiplyAdd(Vector512<T> left, Vector512<T> right, Vector512<T> addend) => typeof(T) == typeof(float)
        ? Vector512.FusedMultiplyAdd(left.AsSingle(), right.AsSingle(), addend.AsSingle()).As<float, T>()
        : Vector512.FusedMultiplyAdd(left.AsDouble(), right.AsDouble(), addend.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> NegateMultiplyAdd(Vector512<T> left, Vector512<T> right, Vector512<T> addend)
    {
        // Not left to the compiler: it folds the negation into the instruction only where the negated value is used nowhere else.
        if (Avx512F.IsSupported)
        {
            return typeof(T) == typeof(float)
                ? Avx512F.FusedMultiplyAddNegated(left.AsSingle(), right.AsSingle(), addend.AsSingle()).As<float, T>()
                : Avx512F.FusedMultiplyAddNegated(left.AsDouble(), right.AsDouble(), addend.AsDouble()).As<double, T>();
        }

        return MultiplyAdd(-left, right, addend);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Negate(Vector512<T> value) => -value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Abs(Vector512<T> value) => Vector512.Abs(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Sqrt(Vector512<T> value) => Vector512.Sqrt(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Min(Vector512<T> left, Vector512<T> right) => Vector512.MinNative(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Max(Vector512<T> left, Vector512<T> right) => Vector512.MaxNative(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> ScaleByPowerOfTwo(Vector512<T> value, Vector512<T> exponent)
    {
        if (Avx512F.IsSupported)
        {
            return typeof(T) == typeof(float)
                ? Avx512F.Scale(value.AsSingle(), exponent.AsSingle()).As<float, T>()
                : Avx512F.Scale(value.AsDouble(), exponent.AsDouble()).As<double, T>();
        }
        return PowerOfTwo.Scale<T, Vector512<T>, Lanes512<T>>(value, Floor(exponent));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Significand(Vector512<T> value, out Vector512<T> exponent)
    {
        if (Avx512F.IsSupported)
        {
            // From 3/4 to 3/2 (3); negative numbers give NaN (8), -0 gives 1 (4). The exponent is that of a significand from 1 to 2.
            Vector512<T> significand = typeof(T) == typeof(float)
                ? Avx512F.GetMantissa(value.AsSingle(), 3 + 8 + 4).As<float, T>()
                : Avx512F.GetMantissa(value.AsDouble(), 3 + 8 + 4).As<double, T>();
            Vector512<T> whole = typeof(T) == typeof(float)
                ? Avx512F.GetExponent(value.AsSingle()).As<float, T>()
                : Avx512F.GetExponent(value.AsDouble()).As<double, T>();
            exponent = whole + (Vector512<T>.One & Vector512.LessThan(significand, Vector512<T>.One));
            return significand;
        }

        return PowerOfTwo.Split<T, Vector512<T>, Lanes512<T>>(value, out exponent);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> LookUp<TTable>(Vector512<T> index)
        where TTable : struct, ILookUpTable => TableLookUp.Of<TTable>(index.AsInt32()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> LookUpEight<TTable>(Vector512<T> index)
        where TTable : struct, IEightEntryTable => TableLookUp.Of<TTable>(index.AsInt32()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> LessThan(Vector512<T> left, Vector512<T> right) => Vector512.LessThan(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> LessThanOrEqual(Vector512<T> left, Vector512<T> right) => Vector512.LessThanOrEqual(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> AreEqual(Vector512<T> left, Vector512<T> right) => Vector512.Equals(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Select(Vector512<T> mask, Vector512<T> whenTrue, Vector512<T> whenFalse) =>
        Vector512.ConditionalSelect(mask, whenTrue, whenFalse);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> And(Vector512<T> left, Vector512<T> right) => left & right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Or(Vector512<T> left, Vector512<T> right) => left | right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Xor(Vector512<T> left, Vector512<T> right) => left ^ right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> AddBits(Vector512<T> left, Vector512<T> right) => typeof(T) == typeof(float)
        ? (left.AsInt32() + right.AsInt32()).As<int, T>()
        : (left.AsInt64() + right.AsInt64()).As<long, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> SubtractBits(Vector512<T> left, Vector512<T> right) => typeof(T) == typeof(float)
        ? (left.AsInt32() - right.AsInt32()).As<int, T>()
        : (left.AsInt64() - right.AsInt64()).As<long, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> ShiftLeftBits(Vector512<T> value, int count) => typeof(T) == typeof(float)
        ? (value.AsInt32() << count).As<int, T>()
        : (value.AsInt64() << count).As<long, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> ShiftRightBits(Vector512<T> value, int count) => typeof(T) == typeof(float)
        ? (value.AsUInt32() >>> count).As<uint, T>()
        : (value.AsUInt64() >>> count).As<ulong, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Vector512<T> mask) => mask.ExtractMostSignificantBits() != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool All(Vector512<T> mask) => mask.ExtractMostSignificantBits() == (1UL << Count) - 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Vector512<T> value) => Lanes256<T>.Sum(value.GetLower() + value.GetUpper());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSums(Vector512<T> value0, Vector512<T> value1, Vector512<T> value2, Vector512<T> value3, T* destination) =>
        Lanes256<T>.StoreSums(
            value0.GetLower() + value0.GetUpper(),
            value1.GetLower() + value1.GetUpper(),
            value2.GetLower() + value2.GetUpper(),
            value3.GetLower() + value3.GetUpper(),
            destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaxAcross(Vector512<T> value) => Lanes256<T>.MaxAcross(Vector256.MaxNative(value.GetLower(), value.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTransposed(Vector512<T> row0, Vector512<T> row1, Vector512<T> row2, Vector512<T> row3, T* destination, nint stride)
    {
        if (typeof(T) == typeof(float))
        {
            Vector512<float> low01 = Interleaved.Low(row0.AsSingle(), row1.AsSingle()), low23 = Interleaved.Low(row2.AsSingle(), row3.AsSingle());
            Vector512<float> high01 = Interleaved.High(row0.AsSingle(), row1.AsSingle()), high23 = Interleaved.High(row2.AsSingle(), row3.AsSingle());
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
    private static void StorePieces(Vector512<T> value, T* destination, nint stride)
    {
        value.GetLower().GetLower().Store(destination);
        value.GetLower().GetUpper().Store(destination + stride);
        value.GetUpper().GetLower().Store(destination + (2 * stride));
        value.GetUpper().GetUpper().Store(destination + (3 * stride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TransposeSquare(T* source, nint sourceStride, T* destination, nint destinationStride)
    {
        if (typeof(T) == typeof(float)) Transposition.Square512((float*)source, sourceStride, (float*)destination, destinationStride);
        else Transposition.Square512((double*)source, sourceStride, (double*)destination, destinationStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(void* address)
    {
        if (Sse.IsSupported) Sse.Prefetch1(address);
    }

    private static Vector512<T> Floor(Vector512<T> value) => typeof(T) == typeof(float)
        ? Vector512.Floor(value.AsSingle()).As<float, T>()
        : Vector512.Floor(value.AsDouble()).As<double, T>();
}

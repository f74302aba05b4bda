using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FastNN.Simd;

/// <summary>
/// Transposes squares of as many rows as a register has lanes: first within the 128-bit pieces of neighbouring rows, then whole pieces
/// between the groups of rows.
/// </summary>
internal static unsafe class Transposition
{
    /// <summary>
    /// Transposes a rectangle of any size: by squares of the widest registers that fit it, the last of which overlap those before, and element by
    /// element where it is too narrow for any.
    /// </summary>
    /// <param name="source">The first element.</param>
    /// <param name="sourceStride">The elements between two of its rows.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="destination">Receives the columns as rows; must not overlap the source.</param>
    /// <param name="destinationStride">The elements between two of these.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Rectangle<T, V, L>(T* source, nint sourceStride, nint rows, nint columns, T* destination, nint destinationStride)
        where T : unmanaged
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        if (rows < L.Count || columns < L.Count)
        {
            if (L.Count * sizeof(T) == 64) Rectangle<T, Vector256<T>, Lanes256<T>>(source, sourceStride, rows, columns, destination, destinationStride);
            else if (L.Count * sizeof(T) == 32) Rectangle<T, Vector128<T>, Lanes128<T>>(source, sourceStride, rows, columns, destination, destinationStride);
            else Elements(source, sourceStride, rows, columns, destination, destinationStride);
            return;
        }

        for (nint i = 0; i < rows; i += L.Count)
        {
            nint row = nint.Min(i, rows - L.Count);
            for (nint j = 0; j < columns; j += L.Count)
            {
                nint column = nint.Min(j, columns - L.Count);
                T* to = destination + (column * destinationStride) + row;
                L.TransposeSquare(source + (row * sourceStride) + column, sourceStride, to, destinationStride);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Elements<T>(T* source, nint sourceStride, nint rows, nint columns, T* destination, nint destinationStride)
        where T : unmanaged
    {
        for (nint i = 0; i < rows; i++)
        {
            for (nint j = 0; j < columns; j++) destination[(j * destinationStride) + i] = source[(i * sourceStride) + j];
        }
    }

    /// <summary>Transposes 16 × 16 floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Square512(float* source, nint sourceStride, float* destination, nint destinationStride)
    {
        (Vector512<float> a0, Vector512<float> a1, Vector512<float> a2, Vector512<float> a3) = FourRows512(source, sourceStride);
        (Vector512<float> b0, Vector512<float> b1, Vector512<float> b2, Vector512<float> b3) = FourRows512(source + (4 * sourceStride), sourceStride);
        (Vector512<float> c0, Vector512<float> c1, Vector512<float> c2, Vector512<float> c3) = FourRows512(source + (8 * sourceStride), sourceStride);
        (Vector512<float> d0, Vector512<float> d1, Vector512<float> d2, Vector512<float> d3) = FourRows512(source + (12 * sourceStride), sourceStride);
        StorePieces512(a0.AsDouble(), b0.AsDouble(), c0.AsDouble(), d0.AsDouble(), (double*)destination, 2 * destinationStride);
        StorePieces512(a1.AsDouble(), b1.AsDouble(), c1.AsDouble(), d1.AsDouble(), (double*)(destination + destinationStride), 2 * destinationStride);
        StorePieces512(a2.AsDouble(), b2.AsDouble(), c2.AsDouble(), d2.AsDouble(), (double*)(destination + (2 * destinationStride)), 2 * destinationStride);
        StorePieces512(a3.AsDouble(), b3.AsDouble(), c3.AsDouble(), d3.AsDouble(), (double*)(destination + (3 * destinationStride)), 2 * destinationStride);
    }

    /// <summary>Transposes 8 × 8 doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Square512(double* source, nint sourceStride, double* destination, nint destinationStride)
    {
        Vector512<double> r0 = Vector512.Load(source), r1 = Vector512.Load(source + sourceStride);
        Vector512<double> r2 = Vector512.Load(source + (2 * sourceStride)), r3 = Vector512.Load(source + (3 * sourceStride));
        Vector512<double> r4 = Vector512.Load(source + (4 * sourceStride)), r5 = Vector512.Load(source + (5 * sourceStride));
        Vector512<double> r6 = Vector512.Load(source + (6 * sourceStride)), r7 = Vector512.Load(source + (7 * sourceStride));
        StorePieces512(
            Interleaved.Low(r0, r1), Interleaved.Low(r2, r3), Interleaved.Low(r4, r5), Interleaved.Low(r6, r7), destination, 2 * destinationStride);
        StorePieces512(
            Interleaved.High(r0, r1),
            Interleaved.High(r2, r3),
            Interleaved.High(r4, r5),
            Interleaved.High(r6, r7),
            destination + destinationStride,
            2 * destinationStride);
    }

    /// <summary>Transposes 8 × 8 floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Square256(float* source, nint sourceStride, float* destination, nint destinationStride)
    {
        (Vector256<float> a0, Vector256<float> a1, Vector256<float> a2, Vector256<float> a3) = FourRows256(source, sourceStride);
        (Vector256<float> b0, Vector256<float> b1, Vector256<float> b2, Vector256<float> b3) = FourRows256(source + (4 * sourceStride), sourceStride);
        StorePieces256(a0.AsDouble(), b0.AsDouble(), (double*)destination, 2 * destinationStride);
        StorePieces256(a1.AsDouble(), b1.AsDouble(), (double*)(destination + destinationStride), 2 * destinationStride);
        StorePieces256(a2.AsDouble(), b2.AsDouble(), (double*)(destination + (2 * destinationStride)), 2 * destinationStride);
        StorePieces256(a3.AsDouble(), b3.AsDouble(), (double*)(destination + (3 * destinationStride)), 2 * destinationStride);
    }

    /// <summary>Transposes 4 × 4 doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Square256(double* source, nint sourceStride, double* destination, nint destinationStride)
    {
        Vector256<double> r0 = Vector256.Load(source), r1 = Vector256.Load(source + sourceStride);
        Vector256<double> r2 = Vector256.Load(source + (2 * sourceStride)), r3 = Vector256.Load(source + (3 * sourceStride));
        StorePieces256(Interleaved.Low(r0, r1), Interleaved.Low(r2, r3), destination, 2 * destinationStride);
        StorePieces256(Interleaved.High(r0, r1), Interleaved.High(r2, r3), destination + destinationStride, 2 * destinationStride);
    }

    /// <summary>Transposes 4 × 4 floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Square128(float* source, nint sourceStride, float* destination, nint destinationStride) => Lanes128<float>.StoreTransposed(
        Vector128.Load(source),
        Vector128.Load(source + sourceStride),
        Vector128.Load(source + (2 * sourceStride)),
        Vector128.Load(source + (3 * sourceStride)),
        destination,
        destinationStride);

    /// <summary>Transposes 2 × 2 doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Square128(double* source, nint sourceStride, double* destination, nint destinationStride)
    {
        Vector128<double> r0 = Vector128.Load(source), r1 = Vector128.Load(source + sourceStride);
        Interleaved.Low(r0, r1).Store(destination);
        Interleaved.High(r0, r1).Store(destination + destinationStride);
    }

    // Piece i of the j-th result is column 4 i + j of the four rows.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<float> C0, Vector512<float> C1, Vector512<float> C2, Vector512<float> C3) FourRows512(float* source, nint stride)
    {
        Vector512<float> r0 = Vector512.Load(source), r1 = Vector512.Load(source + stride);
        Vector512<float> r2 = Vector512.Load(source + (2 * stride)), r3 = Vector512.Load(source + (3 * stride));
        Vector512<double> low01 = Interleaved.Low(r0, r1).AsDouble(), low23 = Interleaved.Low(r2, r3).AsDouble();
        Vector512<double> high01 = Interleaved.High(r0, r1).AsDouble(), high23 = Interleaved.High(r2, r3).AsDouble();
        return (
            Interleaved.Low(low01, low23).AsSingle(),
            Interleaved.High(low01, low23).AsSingle(),
            Interleaved.Low(high01, high23).AsSingle(),
            Interleaved.High(high01, high23).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> C0, Vector256<float> C1, Vector256<float> C2, Vector256<float> C3) FourRows256(float* source, nint stride)
    {
        Vector256<float> r0 = Vector256.Load(source), r1 = Vector256.Load(source + stride);
        Vector256<float> r2 = Vector256.Load(source + (2 * stride)), r3 = Vector256.Load(source + (3 * stride));
        Vector256<double> low01 = Interleaved.Low(r0, r1).AsDouble(), low23 = Interleaved.Low(r2, r3).AsDouble();
        Vector256<double> high01 = Interleaved.High(r0, r1).AsDouble(), high23 = Interleaved.High(r2, r3).AsDouble();
        return (
            Interleaved.Low(low01, low23).AsSingle(),
            Interleaved.High(low01, low23).AsSingle(),
            Interleaved.Low(high01, high23).AsSingle(),
            Interleaved.High(high01, high23).AsSingle());
    }

    // Stores the first pieces of all four, then the second ones, and so on.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StorePieces512(
        Vector512<double> a, Vector512<double> b, Vector512<double> c, Vector512<double> d, double* destination, nint stride)
    {
        if (Avx512F.IsSupported)
        {
            Vector512<double> lowerAB = Avx512F.Shuffle4x128(a, b, 0x44), upperAB = Avx512F.Shuffle4x128(a, b, 0xEE);
            Vector512<double> lowerCD = Avx512F.Shuffle4x128(c, d, 0x44), upperCD = Avx512F.Shuffle4x128(c, d, 0xEE);
            Avx512F.Shuffle4x128(lowerAB, lowerCD, 0x88).Store(destination);
            Avx512F.Shuffle4x128(lowerAB, lowerCD, 0xDD).Store(destination + stride);
            Avx512F.Shuffle4x128(upperAB, upperCD, 0x88).Store(destination + (2 * stride));
            Avx512F.Shuffle4x128(upperAB, upperCD, 0xDD).Store(destination + (3 * stride));
            return;
        }

        StorePieces256(a.GetLower(), b.GetLower(), destination, stride);
        StorePieces256(c.GetLower(), d.GetLower(), destination + 4, stride);
        StorePieces256(a.GetUpper(), b.GetUpper(), destination + (2 * stride), stride);
        StorePieces256(c.GetUpper(), d.GetUpper(), destination + (2 * stride) + 4, stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StorePieces256(Vector256<double> a, Vector256<double> b, double* destination, nint stride)
    {
        if (Avx.IsSupported)
        {
            Avx.Permute2x128(a, b, 0x20).Store(destination);
            Avx.Permute2x128(a, b, 0x31).Store(destination + stride);
            return;
        }

        Vector256.Create(a.GetLower(), b.GetLower()).Store(destination);
        Vector256.Create(a.GetUpper(), b.GetUpper()).Store(destination + stride);
    }
}

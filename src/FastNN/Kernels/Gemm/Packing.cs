using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>Copies blocks of a matrix into panels: for each step along k, <c>width</c> neighbouring elements.</summary>
internal static unsafe class Packing
{
    /// <summary>Packs rows that lie along k: the panel is the transpose of the source.</summary>
    /// <param name="source">The first element of the first row.</param>
    /// <param name="ld">The number of elements between two rows of the source.</param>
    /// <param name="rows">The number of rows, 1 to <paramref name="width"/>; the panel's other columns are not defined.</param>
    /// <param name="steps">The number of elements of a row.</param>
    /// <param name="panel">The panel, <paramref name="steps"/> × <paramref name="width"/>.</param>
    /// <param name="width">The panel's row length: below 4, or a multiple of it.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose<T>(T* source, nint ld, int rows, int steps, T* panel, nint width)
        where T : unmanaged
    {
        if (width < 4)
        {
            for (int p = 0; p < steps; p++)
            {
                for (int r = 0; r < rows; r++) panel[(p * width) + r] = source[(r * ld) + p];
            }

            return;
        }

        for (int r = 0; r < rows; r += 4)
        {
            // A group of fewer than four rows repeats its last one rather than read past the matrix.
            T* row0 = source + (r * ld);
            T* row1 = r + 1 < rows ? row0 + ld : row0;
            T* row2 = r + 2 < rows ? row1 + ld : row1;
            T* row3 = r + 3 < rows ? row2 + ld : row2;
            T* to = panel + r;
            int p = 0;
            for (; p + 4 <= steps; p += 4, to += 4 * width)
            {
                if (sizeof(T) == 4)
                {
                    Transpose4x4((float*)row0 + p, (float*)row1 + p, (float*)row2 + p, (float*)row3 + p, (float*)to, width);
                }
                else
                {
                    Transpose2x2((double*)row0 + p, (double*)row1 + p, (double*)to, width);
                    Transpose2x2((double*)row2 + p, (double*)row3 + p, (double*)to + 2, width);
                    Transpose2x2((double*)row0 + p + 2, (double*)row1 + p + 2, (double*)to + (2 * width), width);
                    Transpose2x2((double*)row2 + p + 2, (double*)row3 + p + 2, (double*)to + (2 * width) + 2, width);
                }
            }

            for (; p < steps; p++, to += width)
            {
                to[0] = row0[p];
                to[1] = row1[p];
                to[2] = row2[p];
                to[3] = row3[p];
            }
        }
    }

    /// <summary>Packs rows that lie across k: the panel's rows are pieces of the source's.</summary>
    /// <param name="source">The first element of the first step.</param>
    /// <param name="ld">The number of elements between two steps.</param>
    /// <param name="columns">The number of elements of a step, 1 to <paramref name="width"/>; the panel's other columns are zero.</param>
    /// <param name="steps">The number of steps.</param>
    /// <param name="panel">The panel, <paramref name="steps"/> × <paramref name="width"/>.</param>
    /// <param name="width">The panel's row length.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy<T>(T* source, nint ld, int columns, int steps, T* panel, int width)
        where T : unmanaged
    {
        int lanes = Vector256<T>.Count;
        for (int p = 0; p < steps; p++, source += ld, panel += width)
        {
            int i = 0;
            for (; i + lanes <= columns; i += lanes) Vector256.Load(source + i).Store(panel + i);
            for (; i < columns; i++) panel[i] = source[i];
            for (; i < width; i++) panel[i] = default;
        }
    }

    /// <summary>Multiplies a panel by a factor.</summary>
    public static void Scale<T>(T* panel, nint count, T factor)
        where T : unmanaged, INumberBase<T>
    {
        for (nint i = 0; i < count; i++) panel[i] *= factor;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose4x4(float* row0, float* row1, float* row2, float* row3, float* to, nint width)
    {
        Vector128<float> x0 = Vector128.Load(row0), x1 = Vector128.Load(row1), x2 = Vector128.Load(row2), x3 = Vector128.Load(row3);
        Vector128<float> low01 = Interleaved.Low(x0, x1), low23 = Interleaved.Low(x2, x3);
        Vector128<float> high01 = Interleaved.High(x0, x1), high23 = Interleaved.High(x2, x3);
        Interleaved.Low(low01.AsDouble(), low23.AsDouble()).AsSingle().Store(to);
        Interleaved.High(low01.AsDouble(), low23.AsDouble()).AsSingle().Store(to + width);
        Interleaved.Low(high01.AsDouble(), high23.AsDouble()).AsSingle().Store(to + (2 * width));
        Interleaved.High(high01.AsDouble(), high23.AsDouble()).AsSingle().Store(to + (3 * width));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose2x2(double* row0, double* row1, double* to, nint width)
    {
        Vector128<double> x0 = Vector128.Load(row0), x1 = Vector128.Load(row1);
        Interleaved.Low(x0, x1).Store(to);
        Interleaved.High(x0, x1).Store(to + width);
    }
}

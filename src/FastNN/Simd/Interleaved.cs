using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace FastNN.Simd;

/// <summary>Interleaves the halves of two registers, piece of 128 bits by piece: the step that transpositions are made of.</summary>
internal static class Interleaved
{
    /// <summary>Makes <c>a0 b0 a1 b1</c> of each piece.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Low(Vector128<float> a, Vector128<float> b)
    {
        if (Sse.IsSupported) return Sse.UnpackLow(a, b);
        return AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(a, b) : Vector128.Create(a[0], b[0], a[1], b[1]);
    }

    /// <summary>Makes <c>a2 b2 a3 b3</c> of each piece.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> High(Vector128<float> a, Vector128<float> b)
    {
        if (Sse.IsSupported) return Sse.UnpackHigh(a, b);
        return AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(a, b) : Vector128.Create(a[2], b[2], a[3], b[3]);
    }

    /// <summary>Makes <c>a0 b0</c> of each piece.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Low(Vector128<double> a, Vector128<double> b)
    {
        if (Sse2.IsSupported) return Sse2.UnpackLow(a, b);
        return AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(a, b) : Vector128.Create(a[0], b[0]);
    }

    /// <summary>Makes <c>a1 b1</c> of each piece.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> High(Vector128<double> a, Vector128<double> b)
    {
        if (Sse2.IsSupported) return Sse2.UnpackHigh(a, b);
        return AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(a, b) : Vector128.Create(a[1], b[1]);
    }

    /// <summary>Makes <c>a0 b0 a1 b1</c> of each piece.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Low(Vector256<float> a, Vector256<float> b)
    {
        return Avx.IsSupported ? Avx.UnpackLow(a, b) : Vector256.Create(Low(a.GetLower(), b.GetLower()), Low(a.GetUpper(), b.GetUpper()));
    }

    /// <summary>Makes <c>a2 b2 a3 b3</c> of each piece.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> High(Vector256<float> a, Vector256<float> b)
    {
        return Avx.IsSupported ? Avx.UnpackHigh(a, b) : Vector256.Create(High(a.GetLower(), b.GetLower()), High(a.GetUpper(), b.GetUpper()));
    }

    /// <summary>Makes <c>a0 b0</c> of each piece.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Low(Vector256<double> a, Vector256<double> b)
    {
        return Avx.IsSupported ? Avx.UnpackLow(a, b) : Vector256.Create(Low(a.GetLower(), b.GetLower()), Low(a.GetUpper(), b.GetUpper()));
    }

    /// <summary>Makes <c>a1 b1</c> of each piece.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> High(Vector256<double> a, Vector256<double> b)
    {
        return Avx.IsSupported ? Avx.UnpackHigh(a, b) : Vector256.Create(High(a.GetLower(), b.GetLower()), High(a.GetUpper(), b.GetUpper()));
    }

    /// <summary>Makes <c>a0 b0 a1 b1</c> of each piece.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Low(Vector512<float> a, Vector512<float> b)
    {
        return Avx512F.IsSupported ? Avx512F.UnpackLow(a, b) : Vector512.Create(Low(a.GetLower(), b.GetLower()), Low(a.GetUpper(), b.GetUpper()));
    }

    /// <summary>Makes <c>a2 b2 a3 b3</c> of each piece.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> High(Vector512<float> a, Vector512<float> b)
    {
        return Avx512F.IsSupported ? Avx512F.UnpackHigh(a, b) : Vector512.Create(High(a.GetLower(), b.GetLower()), High(a.GetUpper(), b.GetUpper()));
    }

    /// <summary>Makes <c>a0 b0</c> of each piece.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Low(Vector512<double> a, Vector512<double> b)
    {
        return Avx512F.IsSupported ? Avx512F.UnpackLow(a, b) : Vector512.Create(Low(a.GetLower(), b.GetLower()), Low(a.GetUpper(), b.GetUpper()));
    }

    /// <summary>Makes <c>a1 b1</c> of each piece.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> High(Vector512<double> a, Vector512<double> b)
    {
        return Avx512F.IsSupported ? Avx512F.UnpackHigh(a, b) : Vector512.Create(High(a.GetLower(), b.GetLower()), High(a.GetUpper(), b.GetUpper()));
    }
}

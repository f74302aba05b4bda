using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FastNN.Simd;

namespace FastNN.Random;

/// <summary>Philox4×32 with ten rounds: a bijection of 128 bits for each key, whose values at successive counters look random.</summary>
/// <remarks>
/// Source: J. Salmon, M. Moraes, R. Dror, D. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011. Not for cryptography.
/// </remarks>
internal static unsafe class Philox
{
    /// <summary>The numbers that a counter gives.</summary>
    public const int BlockLength = 4;

    private const int Rounds = 10;
    private const uint Multiplier0 = 0xD2511F53, Multiplier1 = 0xCD9E8D57;
    private const uint Step0 = 0x9E3779B9, Step1 = 0xBB67AE85;

    /// <summary>Computes the numbers of successive counters.</summary>
    /// <param name="key">The key; its low half is the first word.</param>
    /// <param name="low">The low half of the first counter; it may wrap around.</param>
    /// <param name="high">The high half of all counters.</param>
    /// <param name="destination">Receives four numbers for each counter: a multiple of four.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill(ulong key, ulong low, ulong high, Span<uint> destination)
    {
        fixed (uint* start = destination)
        {
            uint* to = start;
            uint* end = start + destination.Length;
            int count = Vector256<uint>.Count;
            if (Dispatch.LaneCount<float>() >= count)
            {
                // Eight counters whose first words do not wrap differ in these alone.
                for (; end - to >= count * BlockLength; to += count * BlockLength, low += (uint)count)
                {
                    if ((uint)low > uint.MaxValue - (uint)count) FillOneByOne(key, low, high, to, to + (count * BlockLength));
                    else FillEight(key, low, high, (float*)to);
                }
            }

            FillOneByOne(key, low, high, to, end);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FillOneByOne(ulong key, ulong low, ulong high, uint* to, uint* end)
    {
        for (; to < end; to += BlockLength, low++)
        {
            uint x0 = (uint)low, x1 = (uint)(low >> 32), x2 = (uint)high, x3 = (uint)(high >> 32);
            uint k0 = (uint)key, k1 = (uint)(key >> 32);
            for (int round = 0; round < Rounds; round++)
            {
                ulong p0 = (ulong)Multiplier0 * x0, p1 = (ulong)Multiplier1 * x2;
                (x0, x1, x2, x3) = ((uint)(p1 >> 32) ^ x1 ^ k0, (uint)p1, (uint)(p0 >> 32) ^ x3 ^ k1, (uint)p0);
                k0 += Step0;
                k1 += Step1;
            }

            (to[0], to[1], to[2], to[3]) = (x0, x1, x2, x3);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FillEight(ulong key, ulong low, ulong high, float* to)
    {
        Vector256<uint> x0 = Vector256.Create((uint)low) + Vector256<uint>.Indices, x1 = Vector256.Create((uint)(low >> 32));
        Vector256<uint> x2 = Vector256.Create((uint)high), x3 = Vector256.Create((uint)(high >> 32));
        Vector256<uint> k0 = Vector256.Create((uint)key), k1 = Vector256.Create((uint)(key >> 32));
        for (int round = 0; round < Rounds; round++)
        {
            Vector256<uint> high0 = WideProduct.Of(x0, Multiplier0, out Vector256<uint> low0);
            Vector256<uint> high1 = WideProduct.Of(x2, Multiplier1, out Vector256<uint> low1);
            (x0, x1, x2, x3) = (high1 ^ x1 ^ k0, low1, high0 ^ x3 ^ k1, low0);
            k0 += Vector256.Create(Step0);
            k1 += Vector256.Create(Step1);
        }

        Lanes256<float>.StoreTransposed(x0.AsSingle(), x1.AsSingle(), x2.AsSingle(), x3.AsSingle(), to, BlockLength);
    }
}

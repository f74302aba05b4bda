using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FastNN.Simd;

/// <summary>Products of 32-bit integers in all their 64 bits, for processes that run 256-bit kernels or wider ones, by hardware.</summary>
internal static class WideProduct
{
    /// <summary>Multiplies each lane by the same number.</summary>
    /// <param name="x">The lanes.</param>
    /// <param name="factor">The number.</param>
    /// <param name="low">The low halves of the products.</param>
    /// <returns>The high halves.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Of(Vector256<uint> x, uint factor, out Vector256<uint> low)
    {
        // Even lanes are multiplied where they are, odd ones moved down for it.
        Vector256<uint> factors = Vector256.Create(factor);
        Vector256<ulong> even = Avx2.Multiply(x, factors), odd = Avx2.Multiply((x.AsUInt64() >> 32).AsUInt32(), factors);
        Vector256<uint> evens = Vector256.Create((ulong)uint.MaxValue).AsUInt32();
        low = Vector256.ConditionalSelect(evens, even.AsUInt32(), (odd << 32).AsUInt32());
        return Vector256.ConditionalSelect(evens, (even >> 32).AsUInt32(), odd.AsUInt32());
    }
}

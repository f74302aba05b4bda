using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>Applies a function that has no vector form to the lanes of a register, one after another.</summary>
internal static class PerLane
{
    /// <summary>Computes <c>function(left, right)</c> in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Apply<T, V, L, TFunction>(V left, V right)
        where T : unmanaged
        where V : unmanaged
        where L : struct, ILanes<T, V>
        where TFunction : struct, IScalarFunction<T>
    {
        V result = default;
        ref T y = ref Unsafe.As<V, T>(ref result), a = ref Unsafe.As<V, T>(ref left), b = ref Unsafe.As<V, T>(ref right);
        for (int i = 0; i < L.Count; i++) Unsafe.Add(ref y, i) = TFunction.Of(Unsafe.Add(ref a, i), Unsafe.Add(ref b, i));
        return result;
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Kernels;
using FastNN.Simd;

namespace FastNN.Autograd;

/// <summary>Derivatives of functions that are linear in pieces: constants, which are computed and not differentiated.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal static unsafe class PiecewiseDerivative<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Computes the derivative as a constant.</summary>
    /// <param name="activation">The function.</param>
    /// <param name="saved">The output or the input, as the function says.</param>
    public static Variable<T> Of<TActivation>(TActivation activation, Variable<T> saved)
        where TActivation : struct, IActivation<T> => Compute(new DerivativeMap<TActivation>(activation), saved);

    /// <summary>Computes a map of a variable as a constant.</summary>
    public static Variable<T> Compute<TMap>(TMap map, Variable<T> x)
        where TMap : struct, IMap<T>
    {
        ref Node<T> node = ref x.Tape.Resolve(x, "derivative");
        T* source = node.Value;
        nint count = node.Count;
        Variable<T> result = x.Tape.NewLike(in node, requiresGrad: false, out T* values);
        Map.Run(map, source, values, count);
        return result;
    }

    private readonly struct DerivativeMap<TActivation>(TActivation activation) : IMap<T>
        where TActivation : struct, IActivation<T>
    {
        public static bool IsBrief => TActivation.HasBriefDerivative;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V, L>(V x)
            where V : unmanaged
            where L : struct, ILanes<T, V> => activation.Derivative<V, L>(x);
    }
}

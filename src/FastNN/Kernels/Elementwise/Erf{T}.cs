using System.Runtime.CompilerServices;
using FastNN.Simd;

namespace FastNN.Kernels;

/// <summary>The error function <c>2 / sqrt(pi) * integral of e^-s^2 from 0 to x</c>.</summary>
/// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
internal readonly struct Erf<T> : IMap<T>
    where T : unmanaged
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V> => Of<V, L>(x);

    /// <summary>Computes the function; the infinities give -1 and 1, -0 stays -0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V> =>
        Lane<T, V, L>.WithSignOf(typeof(T) == typeof(float) ? ErfTable<T, V, L>.OfAbs(x) : OfAbsDouble<V, L>(x), x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V OfAbsDouble<V, L>(V x)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        // With t = sqrt(2) |x| it is 1 - 2 Phi(-t); beyond the bound that rounds to 1. Near zero it is x times a series in x^2.
        V one = Lane<T, V, L>.One;
        V bounded = L.Min(Lane<T, V, L>.Constant(6), L.Abs(x));
        V start = Lane<T, V, L>.Constant(1);
        V t = L.Multiply(L.Max(start, bounded), Lane<T, V, L>.Constant(1.4142135623730951));
        V r = Gaussian<T, V, L>.ReduceDensity(t, out V exponent, out _);
        V density = L.Multiply(Exponential<T, V, L>.ReducedExp(r), Exponential<T, V, L>.NormalPower(exponent, one));
        V tail = L.Divide(L.Multiply(density, Gaussian<T, V, L>.ScaledTail(t, out _)), t);
        V outer = L.NegateMultiplyAdd(Lane<T, V, L>.Constant(2), tail, one);
        V inner = L.MultiplyAdd(bounded, CentralQuotient<V, L>(L.Multiply(bounded, bounded)), bounded);
        return L.Select(L.LessThan(bounded, start), inner, outer);
    }

    /// <summary>Computes <c>erf(x) / x - 1</c> from z = x^2, for |x| up to 1, in double.</summary>
    /// <remarks>Minimax (Remez exchange in 50 digits): absolute error 2^-56.9.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V CentralQuotient<V, L>(V z)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        V q = Lane<T, V, L>.Constant(-7.780165073570637e-10);
        q = Lane<T, V, L>.Horner(q, z, 1.3711914669242159e-08);
        q = Lane<T, V, L>.Horner(q, z, -1.6206668613574028e-07);
        q = Lane<T, V, L>.Horner(q, z, 1.6447197352756457e-06);
        q = Lane<T, V, L>.Horner(q, z, -1.4924719326204734e-05);
        q = Lane<T, V, L>.Horner(q, z, 0.00012055294037277365);
        q = Lane<T, V, L>.Horner(q, z, -0.000854832594811328);
        q = Lane<T, V, L>.Horner(q, z, 0.0052239776065868835);
        q = Lane<T, V, L>.Horner(q, z, -0.0268661706431785);
        q = Lane<T, V, L>.Horner(q, z, 0.1128379167094467);
        q = Lane<T, V, L>.Horner(q, z, -0.3761263890318353);
        q = Lane<T, V, L>.Horner(q, z, 0.12837916709551256);
        return q;
    }
}

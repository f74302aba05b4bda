using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Kernels;
using FastNN.Simd;

namespace FastNN.Autograd;

/// <summary>The power <c>y = aᵇ</c> of two variables; adjoint <c>ā += ȳ·b·aᵇ⁻¹, b̄ += ȳ·y·ln a</c>, the latter 0 for a = 0.</summary>
/// <remarks>A negative base gives NaN for an exponent that is not whole, and for the gradient of any exponent.</remarks>
/// <typeparam name="T">The element type.</typeparam>
internal readonly struct PowerFunction<T> : IBinaryFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public static AdjointForm LeftForm => AdjointForm.OfBoth;

    /// <inheritdoc/>
    public static AdjointForm RightForm => AdjointForm.OfBoth;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V, L>(V left, V right)
        where V : unmanaged
        where L : struct, ILanes<T, V> => PerLane.Apply<T, V, L, RealPower<T>>(left, right);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LeftAdjoint<V, L>(V gradient, V left, V right)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        // Where b = 0 the factor aᵇ⁻¹ may be infinite, and the derivative is zero all the same.
        V power = PerLane.Apply<T, V, L, RealPower<T>>(left, L.Subtract(right, Lane<T, V, L>.One));
        V slope = L.Select(L.AreEqual(right, L.Zero), L.Zero, L.Multiply(right, power));
        return L.Multiply(gradient, slope);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V RightAdjoint<V, L>(V gradient, V left, V right)
        where V : unmanaged
        where L : struct, ILanes<T, V>
    {
        V slope = L.Multiply(Of<V, L>(left, right), Log<T>.Of<V, L>(left));
        return L.Multiply(gradient, L.Select(L.AreEqual(left, L.Zero), L.Zero, slope));
    }

    /// <inheritdoc/>
    public static Variable<T> LeftAdjoint(Variable<T> gradient, Variable<T> left, Variable<T> right, Variable<T> output)
    {
        // Where b = 0 and 1 / a is infinite, a one in the place of a makes the slope zero. Elsewhere nothing is hidden: at b = 0 the slope
        // itself has one, by b. (The reciprocal's reciprocal is zero where it is infinite.)
        Variable<T> matters = left.Detach().Reciprocal().Reciprocal().Abs() + right.Detach().Abs();
        Variable<T> safe = matters.Where(left, left.Tape.Constant(T.One));
        return gradient * (right * safe.Pow(right - T.One));
    }

    /// <inheritdoc/>
    public static Variable<T> RightAdjoint(Variable<T> gradient, Variable<T> left, Variable<T> right, Variable<T> output)
    {
        // The logarithm is taken of one where a = 0, whose own gradient would be infinite.
        Variable<T> positive = left.Where(left, left.Tape.Constant(T.One));
        return gradient * left.Where(output * positive.Log(), left.Tape.Constant(T.Zero));
    }
}

using System.Numerics;
using FastNN.Kernels;
using FastNN.Random;

namespace FastNN.Autograd;

/// <summary>Functions of variables, element by element, and the matrix product.</summary>
/// <remarks>Each records one operation on the tape of its variable unless said otherwise.</remarks>
public static class VariableMath
{
    /// <summary>Computes <c>x²</c>.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <returns>A variable of the same shape.</returns>
    public static Variable<T> Square<T>(this Variable<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ActivationOperation<T, SquareFunction<T>>.Record(x, default);

    /// <summary>Computes <c>√x</c>; NaN for negative numbers.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <returns>A variable of the same shape.</returns>
    public static Variable<T> Sqrt<T>(this Variable<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ActivationOperation<T, SqrtFunction<T>>.Record(x, default);

    /// <summary>Computes <c>1 / x</c>.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <returns>A variable of the same shape.</returns>
    public static Variable<T> Reciprocal<T>(this Variable<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ActivationOperation<T, ReciprocalFunction<T>>.Record(x, default);

    /// <summary>Computes <c>|x|</c>; the derivative at 0 is taken as 0.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <returns>A variable of the same shape.</returns>
    public static Variable<T> Abs<T>(this Variable<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ActivationOperation<T, AbsFunction<T>>.Record(x, default);

    /// <summary>Computes <c>eˣ</c>.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <returns>A variable of the same shape.</returns>
    public static Variable<T> Exp<T>(this Variable<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ActivationOperation<T, ExpFunction<T>>.Record(x, default);

    /// <summary>Computes <c>ln x</c>.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <returns>A variable of the same shape.</returns>
    public static Variable<T> Log<T>(this Variable<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ActivationOperation<T, LogFunction<T>>.Record(x, default);

    /// <summary>Computes <c>ln(1 + x)</c>, exact near 0.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <returns>A variable of the same shape.</returns>
    public static Variable<T> Log1p<T>(this Variable<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ActivationOperation<T, Log1pFunction<T>>.Record(x, default);

    /// <summary>Computes <c>eˣ − 1</c>, exact near 0.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <returns>A variable of the same shape.</returns>
    public static Variable<T> Expm1<T>(this Variable<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ActivationOperation<T, Expm1Function<T>>.Record(x, default);

    /// <summary>Computes <c>sin x</c>.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <returns>A variable of the same shape.</returns>
    public static Variable<T> Sin<T>(this Variable<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ActivationOperation<T, SinFunction<T>>.Record(x, default);

    /// <summary>Computes <c>cos x</c>.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <returns>A variable of the same shape.</returns>
    public static Variable<T> Cos<T>(this Variable<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ActivationOperation<T, CosFunction<T>>.Record(x, default);

    /// <summary>Computes the hyperbolic tangent.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <returns>A variable of the same shape.</returns>
    public static Variable<T> Tanh<T>(this Variable<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ActivationOperation<T, Tanh<T>>.Record(x, default);

    /// <summary>Computes <c>1 / (1 + e⁻ˣ)</c>.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <returns>A variable of the same shape.</returns>
    public static Variable<T> Sigmoid<T>(this Variable<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ActivationOperation<T, Sigmoid<T>>.Record(x, default);

    /// <summary>Computes <c>max(x, 0)</c>; the derivative at 0 is taken as 0.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <returns>A variable of the same shape.</returns>
    public static Variable<T> Relu<T>(this Variable<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ActivationOperation<T, Relu<T>>.Record(x, default);

    /// <summary>Computes the scaled exponential linear unit.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <returns>A variable of the same shape.</returns>
    public static Variable<T> Selu<T>(this Variable<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ActivationOperation<T, Selu<T>>.Record(x, default);

    /// <summary>Computes <c>ln(1 + eˣ)</c> without overflow.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <returns>A variable of the same shape.</returns>
    public static Variable<T> Softplus<T>(this Variable<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ActivationOperation<T, Softplus<T>>.Record(x, default);

    /// <summary>Computes <c>x / (1 + |x|)</c>.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <returns>A variable of the same shape.</returns>
    public static Variable<T> Softsign<T>(this Variable<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ActivationOperation<T, Softsign<T>>.Record(x, default);

    /// <summary>Computes <c>x / (1 + e⁻ˣ)</c>, also called swish.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <returns>A variable of the same shape.</returns>
    public static Variable<T> Silu<T>(this Variable<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ActivationOperation<T, Silu<T>>.Record(x, default);

    /// <summary>Computes <c>x·tanh(ln(1 + eˣ))</c>.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <returns>A variable of the same shape.</returns>
    public static Variable<T> Mish<T>(this Variable<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ActivationOperation<T, Mish<T>>.Record(x, default);

    /// <summary>Computes <c>min(max(x + 3, 0), 6) / 6</c>.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <returns>A variable of the same shape.</returns>
    public static Variable<T> HardSigmoid<T>(this Variable<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ActivationOperation<T, HardSigmoid<T>>.Record(x, default);

    /// <summary>Computes <c>x·min(max(x + 3, 0), 6) / 6</c>.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <returns>A variable of the same shape.</returns>
    public static Variable<T> HardSwish<T>(this Variable<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ActivationOperation<T, HardSwish<T>>.Record(x, default);

    /// <summary>Computes the error function <c>erf x</c>.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <returns>A variable of the same shape.</returns>
    public static Variable<T> Erf<T>(this Variable<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ActivationOperation<T, ErfFunction<T>>.Record(x, default);

    /// <summary>Computes <c>x·Φ(x)</c>, Φ the normal distribution function.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <returns>A variable of the same shape.</returns>
    public static Variable<T> Gelu<T>(this Variable<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ActivationOperation<T, Gelu<T>>.Record(x, default);

    /// <summary>Computes the approximation of GELU by a hyperbolic tangent.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <returns>A variable of the same shape.</returns>
    public static Variable<T> GeluTanh<T>(this Variable<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ActivationOperation<T, GeluTanh<T>>.Record(x, default);

    /// <summary>Computes x where it is positive and <c>slope·x</c> elsewhere.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <param name="slope">The slope below zero, zero or more.</param>
    /// <returns>A variable of the same shape.</returns>
    public static Variable<T> LeakyRelu<T>(this Variable<T> x, T slope)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ActivationOperation<T, LeakyRelu<T>>.Record(x, new LeakyRelu<T>(slope));

    /// <summary>Computes x where it is positive and <c>alpha·(eˣ − 1)</c> elsewhere.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <param name="alpha">The scale below zero, zero or more.</param>
    /// <returns>A variable of the same shape.</returns>
    public static Variable<T> Elu<T>(this Variable<T> x, T alpha)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ActivationOperation<T, Elu<T>>.Record(x, new Elu<T>(alpha));

    /// <summary>Computes <c>xᵖ</c> with a constant exponent. Squares, square roots and reciprocals are computed as such.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <param name="exponent">The exponent p.</param>
    /// <returns>A variable of the same shape.</returns>
    public static Variable<T> Pow<T>(this Variable<T> x, T exponent)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        exponent == T.CreateTruncating(2) ? x.Square()
        : exponent == T.CreateChecked(0.5) ? x.Sqrt()
        : exponent == T.NegativeOne ? x.Reciprocal()
        : ActivationOperation<T, PowFunction<T>>.Record(x, new PowFunction<T>(exponent));

    /// <summary>Computes <c>xᵖ</c> with a variable exponent, broadcast.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <param name="exponent">The exponent p.</param>
    /// <returns>A variable of the shape that both are broadcast to.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Variable<T> Pow<T>(this Variable<T> x, Variable<T> exponent)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => BinaryOperation<T, PowerFunction<T>>.Record(x, exponent);

    /// <summary>Takes the larger of two, broadcast; equals share the gradient. NaN if either is.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <param name="other">The other variable.</param>
    /// <returns>A variable of the shape that both are broadcast to.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Variable<T> Maximum<T>(this Variable<T> x, Variable<T> other)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => BinaryOperation<T, MaximumFunction<T>>.Record(x, other);

    /// <summary>Takes the smaller of two, broadcast; equals share the gradient. NaN if either is.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <param name="other">The other variable.</param>
    /// <returns>A variable of the shape that both are broadcast to.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Variable<T> Minimum<T>(this Variable<T> x, Variable<T> other)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => BinaryOperation<T, MinimumFunction<T>>.Record(x, other);

    /// <summary>Limits every element to a range; the gradient passes where <c>lower ≤ x ≤ upper</c>.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <param name="lower">The least value.</param>
    /// <param name="upper">The largest value, not below <paramref name="lower"/>.</param>
    /// <returns>A variable of the same shape.</returns>
    /// <exception cref="ArgumentException">The bounds are out of order or NaN.</exception>
    public static Variable<T> Clamp<T>(this Variable<T> x, T lower, T upper)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!(lower <= upper)) throw new ArgumentException($"clamp: the bounds {lower} and {upper} are out of order", nameof(upper));
        return ActivationOperation<T, ClampFunction<T>>.Record(x, new ClampFunction<T>(lower, upper));
    }

    /// <summary>Takes the one variable where this condition is not zero and the other elsewhere, broadcast. No gradient flows to the condition.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="condition">The condition; zero is false, everything else true.</param>
    /// <param name="whenTrue">Taken where the condition holds.</param>
    /// <param name="whenFalse">Taken elsewhere.</param>
    /// <returns>A variable of the shape that all three are broadcast to.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Variable<T> Where<T>(this Variable<T> condition, Variable<T> whenTrue, Variable<T> whenFalse)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => WhereOperation<T>.Record(condition, whenTrue, whenFalse);

    /// <summary>Multiplies matrices of the last two axes; axes before them are broadcast.</summary>
    /// <typeparam name="T">The element type, <c>float</c> or <c>double</c>.</typeparam>
    /// <param name="x">The variable.</param>
    /// <param name="right">The right factor, [..., k, n] or [k].</param>
    /// <returns>The product, [..., m, n]; for a vector on either side, its axis is missing.</returns>
    /// <exception cref="ArgumentException">The shapes do not multiply.</exception>
    public static Variable<T> MatMul<T>(this Variable<T> x, Variable<T> right)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => MatMulOperation<T>.Record(x, right);
}

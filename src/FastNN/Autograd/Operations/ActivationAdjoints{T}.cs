using System.Numerics;
using System.Runtime.CompilerServices;
using FastNN.Kernels;
using FastNN.Simd;

namespace FastNN.Autograd;

/// <summary>The derivatives of the library's activations as expressions of variables, so that they can be differentiated again.</summary>
/// <remarks>Each is the formula of the kernel's own derivative, from the output or the input as that declares.</remarks>
/// <typeparam name="T">The element type.</typeparam>
internal static class ActivationAdjoints<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Expresses <c>gradient · f'</c>.</summary>
    /// <param name="activation">The function.</param>
    /// <param name="gradient">The gradient of the output.</param>
    /// <param name="saved">The output or the input, as <see cref="IActivation{T}.DerivativeUsesOutput"/> says.</param>
    public static Variable<T> Of<TActivation>(TActivation activation, Variable<T> gradient, Variable<T> saved)
        where TActivation : unmanaged, IActivation<T>
    {
        if (activation is IFunction<T> function) return function.Adjoint(gradient, saved);
        if (typeof(TActivation) == typeof(Identity<T>)) return gradient;
        if (typeof(TActivation) == typeof(Sigmoid<T>)) return gradient * (saved - saved.Square());
        if (typeof(TActivation) == typeof(Tanh<T>)) return gradient * (T.One - saved.Square());
        if (typeof(TActivation) == typeof(Softplus<T>)) return gradient * -(-saved).Expm1();
        if (typeof(TActivation) == typeof(Softsign<T>)) return gradient * (T.One - saved.Abs()).Square();
        if (typeof(TActivation) == typeof(Silu<T>))
        {
            Variable<T> sigmoid = saved.Sigmoid();
            return gradient * (sigmoid + (saved * sigmoid * (T.One - sigmoid)));
        }

        if (typeof(TActivation) == typeof(Mish<T>))
        {
            Variable<T> tanh = saved.Softplus().Tanh();
            return gradient * (tanh + (saved * saved.Sigmoid() * (T.One - tanh.Square())));
        }

        if (typeof(TActivation) == typeof(Gelu<T>))
        {
            // The distribution and x times the density, 1 / sqrt(2 pi) e^(-x^2 / 2).
            Variable<T> distribution = ((saved * T.CreateChecked(Math.Sqrt(0.5))).Erf() + T.One) * T.CreateChecked(0.5);
            Variable<T> density = (saved.Square() * T.CreateChecked(-0.5)).Exp() * T.CreateChecked(1 / Math.Sqrt(2 * Math.PI));
            return gradient * (distribution + (saved * density));
        }

        if (typeof(TActivation) == typeof(GeluTanh<T>))
        {
            // x sigmoid(w) with w = a (x + b x^3).
            T a = T.CreateChecked(2 * Math.Sqrt(2 / Math.PI)), b = T.CreateChecked(0.044715), three = T.CreateChecked(3);
            Variable<T> square = saved.Square(), sigmoid = (saved * ((square * (a * b)) + a)).Sigmoid();
            return gradient * (sigmoid + (saved * sigmoid * (T.One - sigmoid) * ((square * (three * a * b)) + a)));
        }

        // The derivative is a constant in each piece, or slope·saved + constant.
        Variable<T> derivative = PiecewiseDerivative<T>.Of(activation, saved);
        if (typeof(TActivation) == typeof(Elu<T>) || typeof(TActivation) == typeof(Selu<T>))
        {
            return gradient * Sloped(PiecewiseDerivative<T>.Compute(default(EluSlope), saved), saved, derivative);
        }

        if (typeof(TActivation) == typeof(HardSwish<T>))
        {
            return gradient * Sloped(PiecewiseDerivative<T>.Compute(default(HardSwishSlope), saved), saved, derivative);
        }

        if (typeof(TActivation) == typeof(Relu<T>) || typeof(TActivation) == typeof(LeakyRelu<T>) || typeof(TActivation) == typeof(HardSigmoid<T>))
        {
            return gradient * derivative;
        }

        throw new NotSupportedException(
            $"{OperationNames.Of<T, TActivation>()}: its derivative is not written with variables, so the backward pass cannot be recorded; "
            + "call Backward without createGraph");
    }

    private static Variable<T> Sloped(Variable<T> slope, Variable<T> saved, Variable<T> derivative)
    {
        Variable<T> constant = derivative - (slope * saved.Detach());
        return (slope * saved) + constant;
    }

    // f' = y + alpha below zero, which y tells by its sign.
    private readonly struct EluSlope : IMap<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V, L>(V x)
            where V : unmanaged
            where L : struct, ILanes<T, V> => L.And(L.LessThanOrEqual(x, L.Zero), Lane<T, V, L>.One);
    }

    // f' = (2x + 3) / 6 between -3 and 3.
    private readonly struct HardSwishSlope : IMap<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V, L>(V x)
            where V : unmanaged
            where L : struct, ILanes<T, V> => L.And(L.LessThan(L.Abs(x), Lane<T, V, L>.Constant(3)), Lane<T, V, L>.Constant(1.0 / 3));
    }
}

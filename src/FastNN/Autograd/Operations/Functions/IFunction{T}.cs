using System.Numerics;
using FastNN.Kernels;

namespace FastNN.Autograd;

/// <summary>A function of one element with its derivative twice: over lanes, and as an expression of variables.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal interface IFunction<T> : IActivation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Expresses <c>gradient · f'</c>.</summary>
    /// <param name="gradient">The gradient of the output.</param>
    /// <param name="saved">The output or the input, as <see cref="IActivation{T}.DerivativeUsesOutput"/> says.</param>
    Variable<T> Adjoint(Variable<T> gradient, Variable<T> saved);
}

using System.Numerics;
using FastNN.Kernels;
using FastNN.Simd;

namespace FastNN.Autograd;

/// <summary>A differentiable function of two elements: forward, both adjoints over lanes, and both as expressions of variables.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal interface IBinaryFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Gets what the adjoint of the left operand is made of.</summary>
    static abstract AdjointForm LeftForm { get; }

    /// <summary>Gets what the adjoint of the right operand is made of.</summary>
    static abstract AdjointForm RightForm { get; }

    /// <summary>Gets whether the function is brief, as <see cref="IMap{T}.IsBrief"/> says.</summary>
    static virtual bool IsBrief => false;

    /// <summary>Computes the function in every lane.</summary>
    /// <remarks>Static like the adjoints, because maps wrap them: the ahead-of-time compiler of .NET 9 inlines no method that calls a generic one
    /// of an interface's instance.</remarks>
    static abstract V Of<V, L>(V left, V right)
        where V : unmanaged
        where L : struct, ILanes<T, V>;

    /// <summary>Computes <c>gradient · ∂f/∂left</c> in every lane.</summary>
    static abstract V LeftAdjoint<V, L>(V gradient, V left, V right)
        where V : unmanaged
        where L : struct, ILanes<T, V>;

    /// <summary>Computes <c>gradient · ∂f/∂right</c> in every lane.</summary>
    static abstract V RightAdjoint<V, L>(V gradient, V left, V right)
        where V : unmanaged
        where L : struct, ILanes<T, V>;

    /// <summary>Expresses <c>gradient · ∂f/∂left</c>.</summary>
    static abstract Variable<T> LeftAdjoint(Variable<T> gradient, Variable<T> left, Variable<T> right, Variable<T> output);

    /// <summary>Expresses <c>gradient · ∂f/∂right</c>.</summary>
    static abstract Variable<T> RightAdjoint(Variable<T> gradient, Variable<T> left, Variable<T> right, Variable<T> output);
}

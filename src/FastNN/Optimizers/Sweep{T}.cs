using System.Numerics;
using FastNN.Kernels;
using FastNN.Threading;

namespace FastNN.Optimizers;

/// <summary>One pass of an update over all parameters of a model.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="operands">What the update moves.</param>
/// <param name="gradientScale">The factor of the gradient that the rule is to apply.</param>
/// <param name="pool">The team that shares the pass, or null.</param>
internal readonly ref struct Sweep<T>(in UpdateOperands<T> operands, double gradientScale, WorkerPool? pool)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ref readonly UpdateOperands<T> _operands = ref operands;

    /// <summary>Gets the factor of the gradient that the rule is to apply; 1 unless the gradient is clipped.</summary>
    public double GradientScale => gradientScale;

    /// <summary>Makes the pass by a rule.</summary>
    public void Run<TUpdate>(in TUpdate update)
        where TUpdate : struct, IUpdate<T> => ParallelUpdate<T, TUpdate>.Run(in update, in _operands, pool);
}

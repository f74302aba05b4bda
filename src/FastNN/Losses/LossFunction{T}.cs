using System.Numerics;
using FastNN.Autograd;

namespace FastNN.Losses;

/// <summary>What a built-in loss does with its kernel.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal abstract class LossFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Gets the name.</summary>
    public abstract string Name { get; }

    /// <summary>Tells whether outputs and targets go together.</summary>
    public abstract bool Fits(int outputs, int targets);

    /// <summary>Records the mean loss.</summary>
    public abstract Variable<T> Record(Variable<T> outputs, Variable<T> targets);

    /// <summary>Computes the sum of the rows' losses.</summary>
    public abstract double Sum(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, int rows);
}
